import type { Change, Entity } from '../../../../domain/canonical/change.ts';
import { MappingError, type FieldProblem } from '../../../../domain/errors.ts';
import { checkAuthenticity } from '../authenticity.ts';
import type { Connector } from '../connectors.ts';
import { readChanges, type Announced } from '../envelope.ts';
import { parseLossless, type JsonValue } from '../lossless-json.ts';
import { ignoreReason, mapToCanonical } from '../map-to-canonical.ts';
import type { RawRequest, Secrets } from '../types.ts';
import { fetchedRecords } from './fetched-records.ts';
import { tombstoneOf } from './tombstone.ts';

/** A payload to try a connector with, without any connection. */
export interface Trial {
  readonly request: RawRequest;
  /** Without it authenticity is not checked. */
  readonly secrets?: Secrets | undefined;
  readonly nowMs: number;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly externalCompany?: string | undefined;
  /** The body is a record (or a page of records) as fetched from the ERP, not a webhook. */
  readonly as?: Entity | undefined;
  readonly resource?: string | undefined;
}

export interface TrialResult {
  /** Null: not checked, because there is no secret or the body is no webhook. */
  readonly authentic: boolean | null;
  readonly reason?: string;
  readonly changes: readonly Omit<Change, 'data'>[];
  readonly canonical: readonly object[];
  readonly ignored: readonly { readonly index: number; readonly reason: string }[];
  readonly refused: Announced['refused'];
  /** Why something could not be read or mapped. */
  readonly problems: readonly FieldProblem[];
}

/** What a connector makes of a body: authentic or not, the changes it announces, and the canonical records it carries. */
export async function tryPayload(connector: Connector, trial: Trial): Promise<TrialResult> {
  if (trial.as !== undefined) return tryFetched(connector, trial, trial.as);
  const verdict = trial.secrets && checkAuthenticity(connector, trial.request, trial.secrets, trial.nowMs);
  if (verdict?.authentic === false) return { ...nothing, authentic: false, reason: verdict.reason };
  const json = parseLossless(trial.request.body);
  const authentic = verdict === undefined ? null : true;
  if (!json.ok) return { ...nothing, authentic, problems: [notJson(json)] };
  return tryWebhook(connector, trial, json.value);
}

const nothing: TrialResult = {
  authentic: null,
  changes: [],
  canonical: [],
  ignored: [],
  refused: [],
  problems: [],
};

function notJson({ reason, offset }: { reason: string; offset: number }): FieldProblem {
  return { field: '(body)', reason: `${reason} (at offset ${offset})` };
}

async function tryWebhook(connector: Connector, trial: Trial, json: JsonValue): Promise<TrialResult> {
  const { externalCompany, settings, secrets = 'unchecked' } = trial;
  const announced = await readChanges(connector, json, { secrets, externalCompany, settings });
  const authentic = secrets === 'unchecked' ? null : announced.authentic;
  if (authentic === false)
    return {
      ...nothing,
      authentic,
      reason: announced.refused.length > 0 ? 'secret' : 'missing',
      refused: announced.refused,
    };
  const mapped = await mappedAll(
    connector,
    announced.changes.flatMap((change) => subjectsOf(change, trial)),
  );
  return {
    authentic,
    changes: announced.changes.map(withoutData),
    canonical: mapped.canonical,
    ignored: [...announced.ignored, ...mapped.ignored],
    refused: announced.refused,
    problems: [...announced.unreadable.map(({ field, reason }) => ({ field, reason })), ...mapped.problems],
  };
}

async function tryFetched(connector: Connector, trial: Trial, entity: Entity): Promise<TrialResult> {
  const json = parseLossless(trial.request.body);
  if (!json.ok) return { ...nothing, problems: [notJson(json)] };
  const { resource, settings } = trial;
  const records = fetchedRecords(connector, { entity, resource }, json.value);
  return {
    ...nothing,
    ...(await mappedAll(
      connector,
      records.map((payload) => ({ entity, resource, payload, settings })),
    )),
  };
}

interface Subject {
  readonly entity: Entity;
  readonly resource?: string | undefined;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Missing: the record was deleted. */
  readonly payload?: JsonValue;
  readonly externalId?: string;
}

/** What of a change can be shown: its payload, its tombstone, or, of a pointer, nothing. */
function subjectsOf({ entity, resource, change, externalId, data }: Change, { settings }: Trial): Subject[] {
  if (change === 'deleted' && externalId !== null) return [{ entity, externalId }];
  return data === undefined ? [] : [{ entity, resource, settings, payload: data as JsonValue }]; // as the envelope read it
}

type Mapped = Pick<TrialResult, 'canonical' | 'ignored' | 'problems'>;

async function mappedAll(connector: Connector, subjects: readonly Subject[]): Promise<Mapped> {
  const canonical: object[] = [];
  const ignored: { index: number; reason: string }[] = [];
  const problems: FieldProblem[] = [];
  for (const [index, subject] of subjects.entries()) {
    const result = await mapped(connector, subject);
    if ('reason' in result) ignored.push({ index, reason: result.reason });
    else if ('problems' in result) problems.push(...result.problems);
    else canonical.push(...result.records);
  }
  return { canonical, ignored, problems };
}

type Outcome = { readonly records: object[] } | { readonly reason: string } | Pick<MappingError, 'problems'>;

async function mapped(connector: Connector, { payload, ...subject }: Subject): Promise<Outcome> {
  if (payload === undefined) return { records: tombstoneOf(subject.entity, subject.externalId) };
  try {
    const reason = ignoreReason(connector, { ...subject, payload });
    return reason === undefined
      ? { records: [await mapToCanonical(connector, { ...subject, payload })] }
      : { reason };
  } catch (error) {
    if (error instanceof MappingError) return { problems: error.problems };
    throw error;
  }
}

function withoutData(change: Change): Omit<Change, 'data'> {
  const shown = { ...change };
  delete shown.data;
  return shown;
}
