import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import type { MappingSandbox, TrialOutcome } from '../../../functions/shared/erp/trial/sandbox.ts';
import { expectedOf, trialOf, verdictOf, type HostileMapping } from './corpus.ts';

/** So many at once: more would only slow each other down. */
const LANES = 3;
/** Few enough that even the slowest end within one run. */
const AT_ONCE = 6;

/** How often a mapping is tried that was stopped by the clock although something else was expected. */
const MOST_ATTEMPTS = 4;

/**
 * Runs all mappings, a few in each run, and says what each came to, by its name. What the clock stopped on a busy machine, or a run had no time
 * for, is tried again by itself.
 */
export async function outcomesOf(
  sandbox: MappingSandbox,
  mappings: readonly HostileMapping[],
): Promise<ReadonlyMap<string, TrialOutcome>> {
  const runs = Array.from({ length: Math.ceil(mappings.length / AT_ONCE) }, (_, index) => ({
    mappings: mappings.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
    attempt: 1,
  }));
  const found = new Map<string, TrialOutcome>();
  const lane = async () => {
    for (let run = runs.pop(); run !== undefined; run = runs.pop()) {
      const attempt = run.attempt + 1;
      for (const { mapping, outcome } of await outcomesOfRun(sandbox, run.mappings))
        if (attempt <= MOST_ATTEMPTS && wasHurried(mapping, outcome))
          runs.push({ mappings: [mapping], attempt });
        else found.set(mapping.name, outcome);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return found;
}

const wasHurried = (mapping: HostileMapping, outcome: TrialOutcome): boolean =>
  'failure' in outcome &&
  ['too-slow', 'not-tried'].includes(outcome.failure.code) &&
  !expectedOf(mapping).includes(verdictOf(outcome));

async function outcomesOfRun(sandbox: MappingSandbox, mappings: readonly HostileMapping[]) {
  const output = await sandbox.run(trialOf(mappings));
  if (output.outcome !== 'tried') throw new Error(JSON.stringify(output));
  const { items } = output;
  if (items.length !== mappings.length) throw new Error('Not every mapping has an outcome.');
  return mappings.flatMap((mapping, index) => {
    const outcome = items[index];
    return outcome === undefined ? [] : [{ mapping, outcome }];
  });
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
