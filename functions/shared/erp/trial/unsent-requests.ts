import type { Change } from '../../../../domain/canonical/change.ts';
import { IntegrationError, type FieldProblem } from '../../../../domain/errors.ts';
import type { Connector } from '../connectors.ts';
import { fetchRecord } from '../fetch/fetch-record.ts';
import { pullPage } from '../fetch/pull-page.ts';
import { resourceNamed } from '../mapping/find-resource.ts';
import type { Resource } from '../manifest/resource.ts';
import { madeOf } from './made-body.ts';
import { withNamesForValues, type GivenValues } from './names-for-values.ts';
import type { TrialAnswer, TrialRequest } from './trial-erp.ts';

/** More requests than a person looks at; a batch of notifications repeats them with other ids. */
const MOST_CHANGES = 50;

export interface UnsentRequests {
  readonly requests: readonly TrialRequest[];
  /** Why a record could not be asked for. */
  readonly problems: readonly FieldProblem[];
}

/**
 * What reading the records that a body only names would ask of the ERP: their requests as the runtime fills them, with the names of secrets in
 * place of their values. Nothing is sent.
 */
export async function unsentRequests(
  connector: Connector,
  changes: readonly Change[],
  given: GivenValues,
): Promise<UnsentRequests> {
  const named = changes.filter(({ change, data }) => change !== 'deleted' && data === undefined);
  const found = { requests: [] as TrialRequest[], problems: [] as FieldProblem[] };
  for (const change of named.slice(0, MOST_CHANGES)) {
    const asked = await askedFor(connector, change, given);
    found.requests.push(...asked.requests);
    found.problems.push(...asked.problems);
  }
  return found;
}

async function askedFor(connector: Connector, change: Change, given: GivenValues): Promise<UnsentRequests> {
  const missing = missingToAsk(connector, change);
  if (missing !== undefined) return { requests: [], problems: [missing] };
  const answers = answersTo(resourceNamed(connector, change.resource ?? '').rule, change);
  const paper = withNamesForValues(connector, given, () => answers.shift());
  try {
    await read(paper.access, change);
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return { requests: paper.requests(), problems: [{ field: 'requests', reason: error.message }] };
  }
  return { requests: paper.requests(), problems: [] };
}

function read(access: Parameters<typeof fetchRecord>[0], change: Change): Promise<unknown> {
  const { entity, resource = '', externalId, filter, at } = change;
  if (externalId !== null) return fetchRecord(access, change);
  return pullPage(access, { entity, resource, since: filter ?? at ?? '' });
}

/** Why a record that is only named cannot be asked for: the manifest, or the notification, does not say enough. */
export function missingToAsk(
  { manifest }: Connector,
  { externalId, resource = '', filter, at }: Change,
): FieldProblem | undefined {
  const kind = externalId === null ? 'pull' : 'fetch';
  const rule = Object.hasOwn(manifest.resources, resource) ? manifest.resources[resource] : undefined;
  if (manifest.http === undefined) return { field: 'http', reason: 'is missing: the ERP cannot be asked' };
  if (rule?.[kind] === undefined)
    return { field: `resources.${resource}.${kind}`, reason: 'is missing: the record cannot be read' };
  return externalId === null && Number.isNaN(Date.parse(filter ?? at ?? ''))
    ? { field: 'since', reason: 'the notification of many changes does not say since when' }
    : undefined;
}

/** As an ERP answers that knows the record, but of no line or change. */
function answersTo({ fetch, pull }: Resource, { externalId }: Change): TrialAnswer[] {
  if (externalId === null) return [{ body: madeOf([[pull?.records ?? '', []]]) }];
  const record = { body: madeOf([[fetch?.record ?? '', {}]]) };
  return fetch?.lines === undefined ? [record] : [record, { body: madeOf([[fetch.lines.records, []]]) }];
}
