import type { Connector } from '../../shared/erp/connectors.ts';
import { runTrial } from '../../shared/erp/trial/run-trials.ts';
import {
  MAX_TRIAL_BYTES,
  type TrialInput,
  type TrialItem,
  type TrialOutcome,
} from '../../shared/erp/trial/sandbox.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { TrialPorts } from './trial-ports.ts';
import type { Variant } from './variant.ts';

/** Maps items: with one outcome for each, in their order. */
export type TryItems = (items: readonly TrialItem[]) => Promise<readonly TrialOutcome[]>;

/** What ships is mapped here; what was uploaded only where it can hurt nobody. */
export const itemsTrier = (
  ports: Pick<TrialPorts, 'sandbox'>,
  connector: Connector,
  variant: Variant | undefined,
): TryItems =>
  variant
    ? (items) => trySandboxed(ports, variant.files, items)
    : (items) => Promise.all(items.map((item) => runTrial(connector, item)));

/** The same for files that are given, whether they ship or not. */
export async function trySandboxed(
  { sandbox }: Pick<TrialPorts, 'sandbox'>,
  connector: TrialInput['connector'],
  items: readonly TrialItem[],
): Promise<readonly TrialOutcome[]> {
  if (items.length === 0) return [];
  const input = { connector, items: [...items] };
  assertFits(input);
  const output = await sandbox.run(input);
  if (output.outcome === 'tried') return output.items;
  throw new HttpProblem('invalid-body', 'The manifest is not valid.', {
    errors: output.problems.map(({ field, reason }) => ({ field: `connector.manifest.${field}`, reason })),
  });
}

function assertFits(input: TrialInput): void {
  const size = Buffer.byteLength(JSON.stringify(input));
  if (size <= MAX_TRIAL_BYTES) return;
  throw new HttpProblem(
    'too-large',
    `Connector and body have ${size} bytes together; at most ${MAX_TRIAL_BYTES} are tried at once.`,
  );
}
