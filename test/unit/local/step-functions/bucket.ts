import type { TaskPort } from '../../../../local/cloud/step-functions/ports.ts';

interface S3Arguments {
  readonly Key: string;
  readonly Prefix: string;
  readonly Body: string;
}

/** A task port that is one S3 bucket in memory. */
export function bucketOf(content: Record<string, string>): { port: TaskPort; objects: Map<string, string> } {
  const objects = new Map(Object.entries(content));
  const port: TaskPort = ({ resource, arguments: input }) => {
    const { Key, Prefix, Body } = input as unknown as S3Arguments;
    const action = resource.slice(resource.lastIndexOf(':') + 1);
    if (action === 'putObject') objects.set(Key, Body);
    if (action !== 'listObjectsV2') return Promise.resolve({ Body: objects.get(Key) });
    const keys = [...objects.keys()].filter((key) => key.startsWith(Prefix));
    return Promise.resolve({ Contents: keys.map((key) => ({ Key: key, Size: 0 })) });
  };
  return { port, objects };
}
