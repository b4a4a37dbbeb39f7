import type { Archive } from '../ingestion/ports.ts';
import { objectReader } from './aws/get-object.ts';
import { objectWriter } from './aws/put-object.ts';

/** Raw deliveries in a bucket; slices are read by range. */
export function openArchive(bucket: string): Archive {
  const read = objectReader(bucket);
  return {
    put: objectWriter(bucket),
    async read({ key, offset, length }) {
      // A range cannot name no bytes.
      if (length === 0) return new Uint8Array();
      return read({ key, first: offset, last: offset + length - 1 });
    },
  };
}
