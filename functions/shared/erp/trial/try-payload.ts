import type { Change, Entity } from '../../../../domain/canonical/change.ts';
import type { FieldProblem } from '../../../../domain/errors.ts';
import { checkAuthenticity } from '../authenticity.ts';
import type { Connector } from '../connectors.ts';
import { readChanges, type Announced } from '../envelope.ts';
import { parseLossless, type JsonValue } from '../lossless-json.ts';
import type { RawRequest, Secrets } from '../types.ts';
import { fetchedRecords } from './fetched-records.ts';
import type { TrialRequest } from './trial-erp.ts';
import { tryRecords, type Subject, type Tried, type TriedRecord } from './try-records.ts';
import { unsentRequests } from './unsent-requests.ts';

/** A payload to try a connector with, without any connection. */
export interface Trial {
  readonly request: RawRequest;
  /** Without it authenticity is not checked. */
  readonly secrets?: Secrets | undefined;
  /** Positions of entries that the door refused, where it was asked elsewhere; `secrets` is absent then. */
  readonly refusedEntries?: readonly number[] | undefined;
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
  /** What would be asked of the ERP for records that the body only names; nothing is sent. */
  readonly requests: readonly TrialRequest[];
  /** What became of each record that the body carries or names. */
  readonly records: readonly TriedRecord[];
  readonly canonical: readonly object[];
  readonly ignored: readonly { readonly index: number; readonly reason: string }[];
  readonly refused: Announced['refused'];
  /** What would be parked for people although nothing is wrong with it. */
  readonly forPeople: Announced['forPeople'];
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
  requests: [],
  records: [],
  canonical: [],
  ignored: [],
  refused: [],
  forPeople: [],
  problems: [],
};

function notJson({ reason, offset }: { reason: string; offset: number }): FieldProblem {
  return { field: '(body)', reason: `${reason} (at offset ${offset})` };
}

async function tryWebhook(connector: Connector, trial: Trial, json: JsonValue): Promise<TrialResult> {
  const { externalCompany, settings, refusedEntries } = trial;
  const { headers } = trial.request;
  const secrets = refusedEntries ? new Set(refusedEntries) : (trial.secrets ?? 'unchecked');
  const announced = await readChanges(connector, json, { secrets, externalCompany, settings, headers });
  const authentic = trial.secrets === undefined ? null : announced.authentic;
  if (authentic === false)
    return {
      ...nothing,
      authentic,
      reason: announced.refused.length > 0 ? 'secret' : 'missing',
      refused: announced.refused,
    };
  const subjects = announced.changes.map((change, index) => subjectOf(change, index, trial));
  const tried = shownRecords(await tryRecords(connector, subjects));
  const { requests, problems } = await unsentRequests(connector, announced.changes, trial);
  return {
    ...{ authentic, changes: announced.changes.map(withoutData), requests },
    ...tried,
    ignored: [...announced.ignored, ...tried.ignored],
    refused: announced.refused,
    forPeople: announced.forPeople,
    problems: [
      ...announced.unreadable.map(({ field, reason }) => ({ field, reason })),
      ...tried.problems,
      ...problems,
    ],
  };
}

async function tryFetched(connector: Connector, trial: Trial, entity: Entity): Promise<TrialResult> {
  const json = parseLossless(trial.request.body);
  if (!json.ok) return { ...nothing, problems: [notJson(json)] };
  const { resource, settings } = trial;
  const subjects = fetchedRecords(connector, { entity, resource }, json.value).map((payload) => ({
    ...{ entity, resource, payload, settings },
  }));
  return { ...nothing, ...shownRecords(await tryRecords(connector, subjects)) };
}

const subjectOf = (change: Change, index: number, { settings }: Trial): Subject => ({
  ...{ entity: change.entity, resource: change.resource, settings, announced: { index, change } },
  payload: change.data as JsonValue | undefined, // as the envelope read it
});

type Shown = Pick<TrialResult, 'records' | 'canonical' | 'ignored' | 'problems'>;

const shownRecords = ({ records, canonical }: Tried): Shown => ({
  ...{ records, canonical },
  ignored: records.flatMap(({ outcome, reason = '' }, index) =>
    outcome === 'ignored' ? [{ index, reason }] : [],
  ),
  problems: records.flatMap(({ problems = [] }) => problems),
});

function withoutData(change: Change): Omit<Change, 'data'> {
  const shown = { ...change };
  delete shown.data;
  return shown;
}
