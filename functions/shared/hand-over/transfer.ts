import { canonicalJson } from '../../../domain/ledger/canonical-json.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { referenceOf } from '../../../domain/ledger/reference.ts';
import type { Effect, HandOver, TransferOutcome, TransferPorts } from './ports.ts';
import { fromPlanned, fromSending, fromStopped, fromUnknown, plan } from './steps.ts';
import { instant } from './waiting.ts';
import type { StepEnd, Work } from './work.ts';

const MOST_STEPS = 12;

/**
 * Takes a hand-over as far as it can go now: to its end, or to a moment to wait for. Any number of workers may do so for one key at the same time,
 * crash anywhere and come back whenever: at most one document comes into being (H1).
 */
export async function transfer<Payload>(
  handOver: HandOver<Payload>,
  effect: Effect<Payload>,
  ports: TransferPorts,
): Promise<TransferOutcome> {
  const text = canonicalJson(handOver.payload);
  const payloadHash = ports.sha256(text);
  const reference = referenceOf(handOver.company, handOver.key, ports.sha256);
  const work: Work<Payload> = { ...ports, handOver, effect, payloadHash, reference };
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const state = await ports.ledger.read(handOver.company, handOver.key);
    if (state?.payloadHash !== payloadHash)
      await ports.ledger.keepPayload({ company: handOver.company, hash: payloadHash, text });
    const end = await step(work, state);
    if (end !== 'again') return end;
  }
  return { outcome: 'wait', until: instant(ports.now() + CROWDED_MS) };
}

/** Others are at work on the same key; they will have come further by then. */
const CROWDED_MS = 2_000;

function step<Payload>(work: Work<Payload>, state: LedgerState | undefined): Promise<StepEnd> {
  switch (state?.status) {
    case undefined:
      return plan(work, undefined);
    case 'planned':
      return fromPlanned(work, state);
    case 'sending':
      return fromSending(work, state);
    case 'unknown':
      return fromUnknown(work, state);
    case 'rejected':
    case 'parked':
      return fromStopped(work, state);
    case 'confirmed':
      return Promise.resolve(confirmed(state));
    case 'cancelled':
      return Promise.resolve(cancelled(state));
  }
}

/** Whoever cancelled it was interrupted between the ledger and the order: only cancelling again helps. */
const cancelled = ({ reason = 'no reason given' }: LedgerState): TransferOutcome => ({
  outcome: 'parked',
  code: 'cancelled',
  reason: `It is being cancelled (${reason}) and cannot be handed over any more. Cancel it again to end it.`,
});

function confirmed({ connectionId, externalId, number, key }: LedgerState): TransferOutcome {
  if (externalId === undefined) throw new Error(`The ledger confirms ${key} without an id of the ERP.`);
  return { outcome: 'confirmed', connectionId, externalId, number };
}
