import type { MapState, ResultWriter } from '../definition/schema.ts';
import type { Outcome } from '../engine/frame.ts';
import type { Here } from '../engine/thread.ts';
import type { Json, JsonObject } from '../json.ts';
import { childName, mapRunArn } from './names.ts';
import { callService, serviceArguments } from './service-call.ts';

type Status = 'SUCCEEDED' | 'FAILED';
type Config = NonNullable<ResultWriter['WriterConfig']>;

interface Destination {
  readonly resource: string;
  readonly bucket: Json;
  readonly folder: string;
  readonly config: Config;
}

/** The result of a distributed Map: the outputs of the children that succeeded, or where all were written. */
export async function writeResults(here: Here<MapState>, outcomes: readonly Outcome[]): Promise<Json> {
  const { Resource: resource, WriterConfig: config = {} } = here.state.ResultWriter ?? {};
  if (resource === undefined) {
    return entries(here, outcomes, { status: 'SUCCEEDED', form: config.Transformation ?? 'COMPACT' });
  }
  const { Bucket: bucket = null, Prefix: prefix } = await serviceArguments(here, 'ResultWriter');
  const folder = typeof prefix === 'string' && prefix !== '' ? `${prefix}/${here.visit.id}` : here.visit.id;
  return writeFiles(here, outcomes, { resource, bucket, folder, config });
}

async function writeFiles(
  here: Here<MapState>,
  outcomes: readonly Outcome[],
  to: Destination,
): Promise<Json> {
  const files: JsonObject = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const status of ['FAILED', 'SUCCEEDED'] as const) {
    const form = status === 'SUCCEEDED' ? (to.config.Transformation ?? 'NONE') : 'NONE';
    const list = entries(here, outcomes, { status, form });
    if (list.length > 0) files[status] = [await writeFile(here, to, fileOf(status, list, to))];
  }
  const manifest = { DestinationBucket: to.bucket, MapRunArn: mapRunArn(here), ResultFiles: files };
  const { Key: key } = await writeFile(here, to, { key: 'manifest.json', text: JSON.stringify(manifest) });
  return { MapRunArn: mapRunArn(here), ResultWriterDetails: { Bucket: to.bucket, Key: key } };
}

interface TextFile {
  readonly key: string;
  readonly text: string;
}

function fileOf(status: Status, list: readonly Json[], { config }: Destination): TextFile {
  if (config.OutputType === 'JSONL') {
    return { key: `${status}_0.jsonl`, text: list.map((entry) => JSON.stringify(entry)).join('\n') };
  }
  return { key: `${status}_0.json`, text: JSON.stringify(list) };
}

async function writeFile(here: Here<MapState>, to: Destination, { key, text }: TextFile) {
  const path = `${to.folder}/${key}`;
  await callService(here, {
    resource: to.resource,
    arguments: { Bucket: to.bucket, Key: path, Body: text, ContentType: 'application/json' },
    failsAs: 'States.ResultWriterFailed',
    id: key,
  });
  return { Key: path, Size: Buffer.byteLength(text) };
}

interface Selection {
  readonly status: Status;
  readonly form: NonNullable<Config['Transformation']>;
}

/** NONE tells all about each child, COMPACT only its output, FLATTEN makes one list of outputs that are lists. */
function entries(here: Here<MapState>, outcomes: readonly Outcome[], { status, form }: Selection): Json[] {
  return outcomes.flatMap((outcome, index): Json[] => {
    const succeeded = 'output' in outcome;
    if (succeeded !== (status === 'SUCCEEDED')) return [];
    if (!succeeded || form === 'NONE') return [execution(here, outcome, index)];
    return form === 'FLATTEN' && Array.isArray(outcome.output) ? outcome.output : [outcome.output];
  });
}

function execution(here: Here<MapState>, outcome: Outcome, index: number): Json {
  const { name, arn } = childName(here, index);
  const { stateMachineArn } = here.thread.execution.identity;
  return {
    ExecutionArn: arn,
    Name: name,
    StateMachineArn: stateMachineArn,
    Input: JSON.stringify(here.visit.work?.[index]?.input ?? null),
    InputDetails: { Included: true },
    StartDate: new Date(here.visit.enteredAt).toISOString(),
    ...('output' in outcome
      ? { Status: 'SUCCEEDED', Output: JSON.stringify(outcome.output), OutputDetails: { Included: true } }
      : { Status: 'FAILED', Error: outcome.error, Cause: outcome.reason ?? '' }),
  };
}
