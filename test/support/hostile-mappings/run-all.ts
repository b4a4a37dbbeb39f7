import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import type { MappingSandbox, TrialOutcome } from '../../../functions/shared/erp/trial/sandbox.ts';
import { trialOf, type HostileMapping } from './corpus.ts';

/** So many at once: more would only slow each other down. */
const LANES = 3;
/** Few enough that even the slowest end within one run. */
const AT_ONCE = 6;

/** Runs all mappings, a few in each run, and says what each came to, by its name. */
export async function outcomesOf(
  sandbox: MappingSandbox,
  mappings: readonly HostileMapping[],
): Promise<ReadonlyMap<string, TrialOutcome>> {
  const runs = Array.from({ length: Math.ceil(mappings.length / AT_ONCE) }, (_, index) =>
    mappings.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
  const found = new Map<string, TrialOutcome>();
  const lane = async () => {
    for (let run = runs.pop(); run !== undefined; run = runs.pop())
      for (const [name, outcome] of await outcomesOfRun(sandbox, run)) found.set(name, outcome);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return found;
}

async function outcomesOfRun(
  sandbox: MappingSandbox,
  mappings: readonly HostileMapping[],
): Promise<[string, TrialOutcome][]> {
  const output = await sandbox.run(trialOf(mappings));
  if (output.outcome !== 'tried') throw new Error(JSON.stringify(output));
  return output.items.map((outcome, index) => [mappings[index]?.name ?? '', outcome]);
}

/** Somebody who would notice if anything got out. */
export class Listener {
  connections = 0;
  readonly #server: Server = createServer((socket) => {
    this.connections += 1;
    socket.destroy();
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port; // listens on TCP
  }

  close(): void {
    this.#server.close();
  }
}
