import type { WriteAnswer } from '../../../functions/shared/erp/outbound/erp-writer.ts';
import type { Reply, Trouble } from './worker.ts';

/** A write as the ERP sees it: it takes effect at once, or some milliseconds later though nobody waits any more. */
export interface Commit {
  readonly now: () => WriteAnswer;
  readonly later: (ms: number) => void;
}

const TIMEOUT_MS = 30_000;

/** How long the ERP itself works on a request at most: just below the quiet time that its connector states. */
export const ERP_LIMIT_MS = 595_000;

const unknown = (reason: string): WriteAnswer => ({ outcome: 'unknown', reason });
const tell = (answer: WriteAnswer, after = 0): Reply<WriteAnswer> => ({ after, give: () => answer });
const silence = tell(unknown('No answer within 30 s.'), TIMEOUT_MS);

/** What the writer answers, after what the ERP and the network made of it. */
export function reply(trouble: Trouble | undefined, commit: Commit): Reply<WriteAnswer> {
  const late = () => commit.later(landing(trouble?.amount ?? 0));
  switch (trouble?.kind) {
    case 'landed, no answer':
      return after(commit.now, silence);
    case 'lands late, no answer':
      return after(late, silence);
    case 'never lands, no answer':
      return silence;
    case 'lands late, worker gone':
      return after(late, { ...silence, gone: true });
    case '503, landed':
      return after(commit.now, tell(unknown('503 from a gateway.')));
    case '503, lands late':
      return after(late, tell(unknown('503 from a gateway.')));
    case '503, not landed':
      return tell(unknown('503 from a gateway.'));
    case 'no id, landed':
      return after(commit.now, tell(unknown('201 without an id.')));
    case '429':
      return tell({ outcome: 'not-sent', reason: '429', retryAfterSeconds: 20 });
    case 'no connection':
      return tell({ outcome: 'not-sent', reason: 'Connection refused.' });
    case 'refused':
      return tell({ outcome: 'rejected', reason: 'The ERP refuses this order.' });
    default:
      return tell(commit.now());
  }
}

/** Every other one as late as can be. */
const landing = (amount: number): number =>
  amount % 2 === 0 ? ERP_LIMIT_MS : Math.floor((amount / 999) * ERP_LIMIT_MS);

function after(effect: () => unknown, reply: Reply<WriteAnswer>): Reply<WriteAnswer> {
  effect();
  return reply;
}
