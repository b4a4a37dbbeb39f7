import { parentPort } from 'node:worker_threads';
import type { Connector } from '../connectors.ts';
import '../evaluate.ts'; // Loaded before the first item: its time is the mapping's alone.
import { connectorOf, runTrial } from '../trial/run-trials.ts';
import type { Answer, Request } from './messages.ts';
import { loseReach } from './lose-reach.ts';

/** The thread that meets the mappings. Everything it needs is loaded; then it lets go of whatever leads outside. */
export function evaluateInThread(): void {
  const answer = (message: Answer): void => parentPort?.postMessage(message);
  let connector: Connector | undefined;
  const open = (written: Parameters<typeof connectorOf>[0]): Answer => {
    const built = connectorOf(written);
    if ('problems' in built) return { opened: built.problems };
    connector = built.connector;
    return { opened: [] };
  };
  const outcomeOf = async (request: Request): Promise<Answer> => {
    if ('open' in request) return open(request.open);
    if (connector === undefined) throw new Error('An item came before its connector.');
    return { outcome: await runTrial(connector, request.item) };
  };
  parentPort?.on('message', (request: Request) => void outcomeOf(request).then(answer));
  loseReach();
  answer({ loaded: true });
}
