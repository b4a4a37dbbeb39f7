import type { LedgerEvent } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import type { Effect, HandOver, TransferOutcome, TransferPorts } from './ports.ts';

/** One hand-over and all that its steps need; the payload's hash and our reference are computed once. */
export interface Work<Payload> extends TransferPorts {
  readonly handOver: HandOver<Payload>;
  readonly effect: Effect<Payload>;
  readonly payloadHash: string;
  readonly reference: string;
}

/** `again`: the state moved on, by us or by somebody else; read it anew. */
export type StepEnd = TransferOutcome | 'again';

/**
 * Appends events to what was read; undefined if somebody else wrote meanwhile. Whether they may follow was decided from the same state, so a
 * refusal is a bug of ours.
 */
export async function append<Payload>(
  work: Work<Payload>,
  before: LedgerState | undefined,
  ...events: [LedgerEvent, ...LedgerEvent[]]
): Promise<LedgerState | undefined> {
  const { company, key, actor } = work.handOver;
  const appended = await work.ledger.append({ company, key, actor, before, events, now: work.now() });
  if (appended.outcome === 'refused') throw new Error(`The ledger refuses an entry: ${appended.reason}.`);
  return appended.outcome === 'appended' ? appended.state : undefined;
}

/** Stops for a person, who sees code and reason. */
export async function park<Payload>(
  work: Work<Payload>,
  state: LedgerState,
  why: { readonly code: string; readonly reason: string },
): Promise<StepEnd> {
  const reason = why.reason.slice(0, 2_000);
  const parked = await append(work, state, { type: 'parked', code: why.code, reason });
  return parked ? { outcome: 'parked', code: why.code, reason } : 'again';
}

/** Nobody waits for an ERP for ever: a person shall know. */
export const parkUnreached = <Payload>(
  work: Work<Payload>,
  state: LedgerState,
  said: string,
): Promise<StepEnd> =>
  park(work, state, {
    code: 'erp-unavailable',
    reason: `For a day it could not be handed over. ${said} Release it when the ERP takes requests again.`,
  });
