import { fieldProblems } from '../../../../domain/text/field-problems.ts';
import { MappingError, type FieldProblem } from '../../../../domain/errors.ts';
import { buildConnector, type Connector } from '../connectors.ts';
import { manifestSchema } from '../manifest/manifest.ts';
import { filesNamed } from './check-manifest.ts';
import type { TrialInput, TrialItem, TrialOutcome, TrialOutput } from './sandbox.ts';
import { tryPayload, type TrialResult } from './try-payload.ts';

/** One result must fit into an answer beside others. */
const MAX_RESULT_CHARACTERS = 3_000_000;

export type BuiltConnector = { readonly connector: Connector } | { readonly problems: FieldProblem[] };

/** Tries one item after the other, in this process; for mappings that did not ship, a sandbox does so elsewhere. */
export async function runTrials({ connector: written, items }: TrialInput): Promise<TrialOutput> {
  const built = connectorOf(written);
  if ('problems' in built) return { outcome: 'manifest-invalid', problems: built.problems };
  const outcomes: TrialOutcome[] = [];
  for (const item of items) outcomes.push(await runTrial(built.connector, item));
  return { outcome: 'tried', items: outcomes };
}

export function connectorOf({ manifest, mappings }: TrialInput['connector']): BuiltConnector {
  const parsed = manifestSchema.safeParse(manifest, { jitless: true });
  if (!parsed.success) return { problems: fieldProblems(parsed.error, manifestSchema) };
  const missing = filesNamed({ manifest: parsed.data }).filter((file) => !Object.hasOwn(mappings, file));
  return missing.length === 0
    ? { connector: buildConnector(parsed.data, mappings) }
    : {
        problems: missing.map((field) => ({
          field,
          reason: 'the manifest names this file; it was not given',
        })),
      };
}

/** What the connector makes of one item. Never throws: a mapping that breaks the runtime is the item's failure. */
export async function runTrial(connector: Connector, item: TrialItem): Promise<TrialOutcome> {
  const { key } = item;
  const fault = resourceFault(connector, item);
  if (fault !== undefined) return { key, result: { ...nothing, problems: [fault] } };
  try {
    return fitting(key, await tryPayload(connector, trialOf(item)));
  } catch (error) {
    if (error instanceof MappingError) return { key, result: { ...nothing, problems: [...error.problems] } };
    return { key, failure: { code: 'crashed', reason: sentenceOf(error) } };
  }
}

const nothing = {
  ...{ authentic: null, changes: [], requests: [], records: [], canonical: [] },
  ...{ ignored: [], refused: [], forPeople: [] },
};

function resourceFault({ manifest }: Connector, { resource }: TrialItem): FieldProblem | undefined {
  if (resource === undefined || Object.hasOwn(manifest.resources, resource)) return undefined;
  const known = Object.keys(manifest.resources).join(', ');
  return { field: 'resource', reason: `the manifest has no resource "${resource}"; it has ${known}` };
}

const trialOf = ({ body, headers = {}, query = {}, path = '/', method = 'POST', ...rest }: TrialItem) => ({
  request: { body: Buffer.from(body, 'base64'), headers, query, path, method },
  nowMs: 0,
  ...rest,
});

function fitting(key: string, result: TrialResult): TrialOutcome {
  const text = JSON.stringify(result);
  if (text.length <= MAX_RESULT_CHARACTERS) return { key, result: JSON.parse(text) as Plain };
  const reason = `The result has ${text.length} characters; at most ${MAX_RESULT_CHARACTERS} are shown. Does the mapping repeat its input?`;
  return { key, failure: { code: 'too-large', reason } };
}

/** As it comes out of JSON; without a secret there is no verdict. */
type Plain = Extract<TrialOutcome, { result: unknown }>['result'];

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `The mapping ended in an error that is none of ours: ${message.slice(0, 500)}`;
}
