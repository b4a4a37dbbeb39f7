import type { LedgerEvent } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import type { SendingRight, WriteAnswer } from '../erp/outbound/erp-writer.ts';
import { instant, laterSend, leaseEnd, quietEnd } from './waiting.ts';
import { append, type StepEnd, type Work } from './work.ts';

/** What the look-up before found: nothing, or a document to go on with. */
export interface Sighting {
  readonly lookedUpAt: number;
  readonly externalId?: string;
}

/**
 * The one place where anything is sent. The right to send is durable before (H3), only one worker can get it, because its append names the state it read
 * (H6), and it ends: whoever comes too late does not send.
 */
export async function send<Payload>(
  work: Work<Payload>,
  state: LedgerState,
  sighting: Sighting,
): Promise<StepEnd> {
  const right: SendingRight = { fence: state.fence + 1, sendBefore: leaseEnd(work.now()) };
  const sending = await append(work, state, {
    ...{ type: 'sending', fence: right.fence, attempt: state.attempts + 1 },
    ...{ lookedUpAt: instant(sighting.lookedUpAt), sendBefore: instant(right.sendBefore) },
    ...(sighting.externalId === undefined ? {} : { completes: sighting.externalId }),
  });
  if (!sending) return 'again';
  const answer = work.now() > right.sendBefore ? TOO_LATE : await write(work, sighting, right);
  return record(work, sending, compared(answer, sighting));
}

const TOO_LATE: WriteAnswer = {
  outcome: 'not-sent',
  reason: 'The right to send ended before the request began.',
};

const write = <Payload>(work: Work<Payload>, { externalId }: Sighting, right: SendingRight) =>
  externalId === undefined
    ? work.effect.write(work.handOver.payload, right)
    : work.effect.complete(work.handOver.payload, externalId, right);

/** What was begun may have been begun with another payload: it counts only once it was found and compared, as everything that existed before. */
const compared = (answer: WriteAnswer, { externalId }: Sighting): WriteAnswer =>
  externalId !== undefined && answer.outcome === 'accepted'
    ? { outcome: 'unknown', reason: `${externalId} is complete now and is compared.` }
    : answer;

/**
 * Writes down what became of it. If another worker has given us up meanwhile, only an acceptance is still told: it is certain, whereas "not taken"
 * must be proved by the quiet time and a look-up like every doubt (H5).
 */
async function record<Payload>(
  work: Work<Payload>,
  sending: LedgerState,
  answer: WriteAnswer,
): Promise<StepEnd> {
  const event = eventOf(work, sending, answer);
  const recorded = await append(work, sending, event);
  if (recorded || event.type !== 'confirmed') return 'again';
  const doubted = await work.ledger.read(work.handOver.company, work.handOver.key);
  if (doubted?.status === 'unknown' && doubted.fence === event.fence) await append(work, doubted, event);
  return 'again';
}

function eventOf<Payload>(work: Work<Payload>, sending: LedgerState, answer: WriteAnswer): LedgerEvent {
  const { fence } = sending;
  switch (answer.outcome) {
    case 'accepted':
      return {
        type: 'confirmed',
        fence,
        externalId: answer.externalId,
        number: answer.number,
        how: 'answered',
      };
    case 'rejected':
      return { type: 'rejected', fence, reason: clip(answer.reason) };
    case 'not-sent':
      return {
        type: 'not-sent',
        fence,
        reason: clip(answer.reason),
        waitUntil: nextSend(work, sending, answer),
      };
    case 'unknown':
      return { type: 'unknown', fence, reason: clip(answer.reason), quietUntil: quietUntil(work, sending) };
  }
}

const nextSend = <Payload>(
  work: Work<Payload>,
  { attempts }: LedgerState,
  { retryAfterSeconds }: Extract<WriteAnswer, { outcome: 'not-sent' }>,
): string => instant(laterSend(attempts, work.now(), retryAfterSeconds));

/** From the end of the right to send, not from now: another request of a write of several steps may have begun just before it. */
export const quietUntil = <Payload>(work: Work<Payload>, { sendBefore }: LedgerState): string =>
  instant(quietEnd(Date.parse(sendBefore ?? ''), work.effect.rules));

const clip = (reason: string): string => reason.slice(0, 2_000);
