import { changeSchema, type Change } from '../../../domain/canonical/change.ts';
import { unknownName } from '../../../domain/text/nearest-name.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import type { TrialItem, TrialOutcome } from '../../shared/erp/trial/sandbox.ts';
import type { Tried } from '../../shared/erp/trial/try-records.ts';
import { conflict, HttpProblem } from '../../shared/http/problem.ts';
import { lowerCaseNames } from '../../shared/http/read-request.ts';
import type { TrialAnswer, TrialRequest } from '../views/trial-view.ts';
import { compareWithStored } from './compare-with-stored.ts';
import { judgeAuthenticity } from './judge-authenticity.ts';
import { mapRead } from './map-read.ts';
import { readNamed } from './read-named.ts';
import type { TrialPorts } from './trial-ports.ts';
import { itemsTrier, type TryItems } from './try-items.ts';
import { variantOf, type Variant } from './variant.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What a connection would do with a body, with its shipped connector or a changed one. Nothing is written, here or in the ERP. */
export async function tryBody(
  ports: TrialPorts,
  connection: Connection,
  request: TrialRequest,
): Promise<TrialAnswer> {
  const connector = deployedConnector(ports, connection);
  const variant = variantOf(ports.shippedFiles(connector.name), request.connector);
  assertPossible(request, { connection, connector, variant });
  const secrets = await ports.secrets.read(connection.secretName);
  const nowMs = request.receivedAt === undefined ? ports.now() : Date.parse(request.receivedAt);
  const judgement = judgeAuthenticity(connector, { connection, request, secrets, nowMs });
  if (judgement.authentic === false) return { ...nothing, ...judgement, refused: [...judgement.refused] };
  const tryItems = itemsTrier(ports, connector, variant);
  const refusedEntries = judgement.refused.map(({ index }) => index);
  const [outcome] = await tryItems([{ ...itemOf(connection, request), refusedEntries }]);
  const result = resultOf(outcome);
  const shown = await withRecords(ports, { connector, connection, request, result, tryItems });
  return withoutSecrets({ ...shown, ...judgement, refused: [...judgement.refused] }, secrets);
}

export function deployedConnector(
  { connectors }: Pick<TrialPorts, 'connectors'>,
  { connector }: Connection,
): Connector {
  const found = connectors.get(connector);
  if (!found) throw conflict(`The connector ${connector} is not deployed.`);
  return found;
}

interface Situation {
  readonly connection: Connection;
  readonly connector: Connector;
  readonly variant: Variant | undefined;
}

/** An uploaded manifest never leads to a request: its addresses and headers could carry credentials elsewhere. */
function assertPossible(
  { fetch, as, resource }: TrialRequest,
  { connection, connector: { manifest, name }, variant }: Situation,
): void {
  if (fetch && variant?.changesManifest)
    throw refused('fetch', 'is not possible with a changed manifest: only what ships asks an ERP');
  if (fetch && connection.state === 'paused') throw conflict('The connection is paused; resume it first.');
  if (variant?.changesManifest) return;
  if (as === undefined && manifest.webhook === undefined)
    throw refused('as', `is missing: ${name} takes no webhooks`);
  const resources = Object.keys(manifest.resources);
  if (resource !== undefined && !resources.includes(resource))
    throw refused('resource', unknownName(resource, resources));
}

const refused = (field: string, reason: string): HttpProblem =>
  new HttpProblem('invalid-body', `${field} ${reason}.`, { errors: [{ field, reason }] });

const itemOf = (
  { connectionId, settings, externalCompany }: Connection,
  request: TrialRequest,
): TrialItem => ({
  ...{ key: 'body', body: request.bytes.toString('base64'), path: `/hooks/${connectionId}`, settings },
  ...(request.headers && { headers: lowerCaseNames(request.headers) }),
  ...(request.query && { query: request.query }),
  ...(request.as && { as: request.as }),
  ...(request.resource !== undefined && { resource: request.resource }),
  ...(externalCompany !== undefined && { externalCompany }),
});

type Result = Extract<TrialOutcome, { result: unknown }>['result'];

const nothing: Omit<TrialAnswer, 'authentic'> = {
  ...{ changes: [], requests: [], records: [], canonical: [], ignored: [], refused: [], forPeople: [] },
  ...{ problems: [], differences: [] },
};

function resultOf(outcome: TrialOutcome | undefined): Result {
  if (outcome && 'result' in outcome) return outcome.result;
  const reason = outcome?.failure.reason ?? 'it was not tried';
  return { ...nothing, authentic: null, problems: [{ field: '(mapping)', reason }] };
}

interface ToShow {
  readonly connector: Connector;
  readonly connection: Connection;
  readonly request: TrialRequest;
  readonly result: Result;
  readonly tryItems: TryItems;
}

/** With the records that were read, and each against what is stored. */
async function withRecords(ports: TrialPorts, given: ToShow): Promise<TrialAnswer> {
  const { connector, connection, request, result, tryItems } = given;
  const changes = result.changes.map((change): Change => changeSchema.parse(change));
  const announced = { ...result, connection, changes, isRead: request.as !== undefined };
  const differences = await compareWithStored(ports, announced);
  if (!request.fetch) return { ...result, differences };
  const read = await readNamed(ports, { connector, connection, changes, records: result.records });
  const tried = await mapRead(tryItems, connection, read);
  const known = await compareWithStored(ports, { connection, changes, ...tried, isRead: true });
  return { ...joined(result, tried), differences: [...differences, ...known] };
}

/** The records that were read take the place of those that only named them. */
function joined(result: Result, { records, canonical }: Tried): Result {
  const before = result.canonical.length;
  const moved = records.map((record) =>
    record.canonical === undefined ? record : { ...record, canonical: record.canonical + before },
  );
  const isRead = new Set(records.map(({ change }) => change));
  const kept = result.records.filter(({ outcome, change }) => outcome !== 'named' || !isRead.has(change));
  return {
    ...result,
    records: [...kept, ...moved],
    canonical: [...result.canonical, ...canonical.map((record) => ({ ...record }))],
    problems: [...result.problems, ...records.flatMap(({ problems = [] }) => problems)],
  };
}
