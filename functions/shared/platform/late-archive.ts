import type { Archive } from '../ingestion/ports.ts';

/** The archive for functions that seldom need it: its client, the largest of all, is loaded with the first call. */
export function lateArchive(bucket: string): Archive {
  let opened: Promise<Archive> | undefined;
  const open = () => (opened ??= import('./archive.ts').then(({ openArchive }) => openArchive(bucket)));
  return {
    put: async (key, bytes) => (await open()).put(key, bytes),
    read: async (place) => (await open()).read(place),
  };
}
