import { ErpRejectedError, ErpUnavailableError } from '../../../domain/errors.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { instant, laterLook, patienceIsOver } from './waiting.ts';
import { append, park, parkUnreached, type StepEnd, type Work } from './work.ts';

/** What our key finds. `lookedUpAt` is when we began to ask: what came into being later is not in the answer. */
export type Found =
  | { readonly found: 'nothing'; readonly lookedUpAt: number }
  | { readonly found: 'begun'; readonly lookedUpAt: number; readonly externalId: string }
  | { readonly found: 'settled'; readonly end: StepEnd };

/** Looks our key up. A complete document settles the hand-over: it is ours, or somebody has to look at it. */
export async function lookUp<Payload>(work: Work<Payload>, state: LedgerState): Promise<Found> {
  const lookedUpAt = Math.max(work.now(), Date.parse(state.changedAt));
  try {
    const { payload } = work.handOver;
    const document = await work.effect.find({ reference: work.reference, payload });
    if (!document) return { found: 'nothing', lookedUpAt };
    const { externalId, number, complete, isLikely = false } = document;
    if (isLikely && state.status === 'planned')
      return { found: 'settled', end: await park(work, state, lookAlike(number ?? externalId)) };
    if (!complete) return { found: 'begun', lookedUpAt, externalId };
    return { found: 'settled', end: await settle(work, state, { externalId, number }) };
  } catch (error) {
    return { found: 'settled', end: await stopped(work, state, error) };
  }
}

/** In doubt it is ours; where nothing of ours can be there, a name alone couples nothing (D-3). */
const lookAlike = (name: string) => ({
  code: 'looks-alike',
  reason: `The ERP has ${name}, which looks the same but carries no key of ours. Link it to the account if it is the same, then release.`,
});

/** "Already exists" is success only with our key and equal lines (§5). */
async function settle<Payload>(
  work: Work<Payload>,
  state: LedgerState,
  { externalId, number }: { readonly externalId: string; readonly number: string | undefined },
): Promise<StepEnd> {
  const differences = await work.effect.differences(work.handOver.payload, externalId);
  if (differences.length > 0) {
    const reason = `The ERP has ${number ?? externalId} under our reference ${work.reference}, but it differs: ${differences.join(' ')}`;
    return park(work, state, { code: 'exists-differently', reason });
  }
  await append(work, state, { type: 'confirmed', fence: state.fence, externalId, number, how: 'found' });
  return 'again';
}

async function stopped<Payload>(work: Work<Payload>, state: LedgerState, error: unknown): Promise<StepEnd> {
  if (error instanceof ErpRejectedError)
    return park(work, state, { code: 'erp-refuses', reason: error.message });
  if (!(error instanceof ErpUnavailableError)) throw error;
  const now = work.now();
  if (patienceIsOver(work.handOver.released, now)) return parkUnreached(work, state, error.message);
  const wished = now + (error.retryAfterSeconds ?? 0) * 1_000;
  return { outcome: 'wait', until: instant(Math.max(wished, laterLook(state, now))) };
}
