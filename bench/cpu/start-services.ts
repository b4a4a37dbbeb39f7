import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const startedSchema = z.object({ port: z.number() });
const takenSchema = z.object({ queued: z.array(z.string()), requests: z.record(z.string(), z.number()) });

export interface Services {
  readonly url: string;
  /** What was queued, and which requests were sent, since the last time. */
  take(): Promise<z.infer<typeof takenSchema>>;
  close(): void;
}

/** Starts the stand-ins; `connection` is the item every look-up of a connection finds. */
export async function startServices(known: { connection: object; secret: string }): Promise<Services> {
  const program = fileURLToPath(new URL('services.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(known)], { execArgv: [] });
  const { port } = startedSchema.parse(await nextMessage(child));
  return {
    url: `http://127.0.0.1:${port}`,
    take: async () => {
      const answer = nextMessage(child);
      child.send('take');
      return takenSchema.parse(await answer);
    },
    close: () => child.disconnect(),
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, 'message')) as [unknown];
  return message;
}
