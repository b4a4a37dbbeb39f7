import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { lookUp, type Found } from './look-up.ts';
import { quietUntil, send } from './send.ts';
import { answerDue, instant, laterLook, patienceIsOver } from './waiting.ts';
import { append, park, parkUnreached, type StepEnd, type Work } from './work.ts';

/** Fixes what will be sent, by its hash; the payload itself is stored first. */
export async function plan<Payload>(work: Work<Payload>, state: LedgerState | undefined): Promise<StepEnd> {
  const { connectionId, units, currency, net } = work.handOver;
  await append(work, state, {
    ...{ type: 'planned', revision: (state?.revision ?? 0) + 1, payloadHash: work.payloadHash },
    ...{ reference: work.reference, connectionId, units: [...units], currency, net },
  });
  return 'again';
}

/** Nothing of it can be in the ERP by our doing: a changed payload makes a new revision, and our key is looked up before anything is sent. Nobody gives up before trying: it may have lain there for days because it was we who were away. */
export async function fromPlanned<Payload>(work: Work<Payload>, state: LedgerState): Promise<StepEnd> {
  if (state.payloadHash !== work.payloadHash || state.connectionId !== work.handOver.connectionId)
    return plan(work, state);
  const now = work.now();
  const { waitUntil, reason = 'The ERP could not be reached.' } = state;
  if (waitUntil !== undefined && now < Date.parse(waitUntil))
    return patienceIsOver(work.handOver.released, now)
      ? parkUnreached(work, state, reason)
      : { outcome: 'wait', until: waitUntil };
  const found = await lookUp(work, state);
  return found.found === 'settled' ? found.end : go(work, state, found);
}

/** What was begun may only be completed with the payload that began it, else the document would be a mixture. */
async function go<Payload>(
  work: Work<Payload>,
  state: LedgerState,
  sighting: Exclude<Found, { found: 'settled' }>,
): Promise<StepEnd> {
  const isOneVersion = state.revision === 1 && state.payloadHash === work.payloadHash;
  if (sighting.found === 'nothing' || isOneVersion) return send(work, state, sighting);
  const reason = `The ERP has begun ${sighting.externalId} under our reference ${work.reference} with an earlier version. Complete or delete it there, then release.`;
  return park(work, state, { code: 'begun-differently', reason });
}

/** Somebody has the right to send, and mostly is done within seconds. Once its answer is overdue, nobody knows what became of it. */
export async function fromSending<Payload>(work: Work<Payload>, state: LedgerState): Promise<StepEnd> {
  const due = answerDue(Date.parse(state.sendBefore ?? ''), work.effect.rules);
  const now = work.now();
  if (now <= due) return { outcome: 'wait', until: instant(Math.min(due + 1, laterLook(state, now))) };
  const reason = 'Whoever was sending it is gone.';
  const { fence } = state;
  await append(work, state, { type: 'unknown', fence, reason, quietUntil: quietUntil(work, state) });
  return 'again';
}

/** A find is believed at once, its absence only after the quiet time (H5). */
export async function fromUnknown<Payload>(work: Work<Payload>, state: LedgerState): Promise<StepEnd> {
  if (state.connectionId !== work.handOver.connectionId) return park(work, state, otherConnection(state));
  const found = await lookUp(work, state);
  if (found.found === 'settled') return found.end;
  const quiet = Date.parse(state.quietUntil ?? '');
  if (found.lookedUpAt < quiet)
    return { outcome: 'wait', until: instant(Math.min(quiet, laterLook(state, work.now()))) };
  if (found.found === 'begun') return go(work, state, found);
  const { fence } = state;
  await append(work, state, { type: 'absent', fence, lookedUpAt: instant(found.lookedUpAt) });
  return 'again';
}

/** Only a release after it stopped lets it go on. */
export async function fromStopped<Payload>(work: Work<Payload>, state: LedgerState): Promise<StepEnd> {
  const { released } = work.handOver;
  if (Date.parse(released.at) <= Date.parse(state.changedAt)) {
    const outcome = state.status === 'rejected' ? 'rejected' : 'parked';
    return { outcome, code: state.code ?? outcome, reason: state.reason ?? '' };
  }
  await append(work, state, { type: 'released', by: released.by });
  return 'again';
}

const otherConnection = ({ connectionId, reference }: LedgerState) => ({
  code: 'connection-changed',
  reason: `Nobody knows whether "${connectionId}" took it under the reference ${reference}. Hand it over to that connection again, so that it can be looked up there.`,
});
