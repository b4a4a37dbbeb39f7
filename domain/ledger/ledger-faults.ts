import type { LedgerEvent } from './ledger-event.ts';
import type { LedgerState, LedgerStatus } from './ledger-state.ts';

/** In which states what may happen. All else is refused; `planned` alone may also be the first of a key. */
const allowedIn: Readonly<Record<LedgerEvent['type'], readonly LedgerStatus[]>> = {
  planned: ['planned'],
  sending: ['planned', 'unknown'],
  'not-sent': ['sending'],
  confirmed: ['planned', 'sending', 'unknown'],
  rejected: ['sending'],
  unknown: ['sending'],
  absent: ['unknown'],
  parked: ['planned', 'unknown'],
  released: ['rejected', 'parked'],
  cancelled: ['planned', 'rejected', 'parked'],
};

/** Why the event cannot follow on the state, or undefined where it can. */
export function faultOf(state: LedgerState, event: LedgerEvent): string | undefined {
  if (!allowedIn[event.type].includes(state.status))
    return `"${event.type}" cannot follow on "${state.status}"`;
  switch (event.type) {
    case 'planned':
      return faultOfPlan(state, event);
    case 'sending':
      return faultOfSending(state, event);
    case 'confirmed':
      return faultOfFence(state, event.fence) ?? faultOfConfirmation(state, event.how);
    case 'unknown':
      return faultOfFence(state, event.fence) ?? faultOfQuiet(state, event.quietUntil);
    case 'absent':
      return faultOfFence(state, event.fence) ?? faultOfLookUp(state, event.lookedUpAt);
    case 'not-sent':
    case 'rejected':
      return faultOfFence(state, event.fence);
    case 'cancelled':
      return state.quietUntil === undefined ? undefined : 'what may have been accepted cannot be cancelled';
    case 'parked':
    case 'released':
      return undefined;
  }
}

type EventOf<Type extends LedgerEvent['type']> = Extract<LedgerEvent, { type: Type }>;

function faultOfPlan(state: LedgerState, { revision, reference }: EventOf<'planned'>): string | undefined {
  if (revision !== state.revision + 1) return `revision ${revision} does not follow on ${state.revision}`;
  return reference === state.reference ? undefined : 'the reference of a key never changes';
}

/** A fence is one higher than any before (H6). Out of doubt, only what was begun may be sent on, and only after the quiet time (H5). */
function faultOfSending(state: LedgerState, event: EventOf<'sending'>): string | undefined {
  if (event.fence !== state.fence + 1) return `fence ${event.fence} does not follow on ${state.fence}`;
  if (event.attempt !== state.attempts + 1)
    return `attempt ${event.attempt} does not follow on ${state.attempts}`;
  if (state.status !== 'unknown') return undefined;
  if (event.completes === undefined) return 'nothing is sent anew while its outcome is unknown';
  return faultOfLookUp(state, event.lookedUpAt);
}

const faultOfFence = (state: LedgerState, fence: number): string | undefined =>
  fence === state.fence ? undefined : `fence ${fence} is stale, ${state.fence} is valid`;

/** Only who sent has an answer; what was not sent, or is in doubt, can be found. */
function faultOfConfirmation({ status }: LedgerState, how: EventOf<'confirmed'>['how']): string | undefined {
  if (status === 'planned' && how === 'answered') return 'nothing was sent that could be answered';
  if (status === 'sending' && how === 'found') return 'what is being sent is answered or unknown';
  return undefined;
}

/** Counted from the end of the right to send: until then a request may still begin. */
const faultOfQuiet = ({ sendBefore }: LedgerState, quietUntil: string): string | undefined =>
  isBefore(quietUntil, sendBefore) ? 'the quiet time ends before the right to send' : undefined;

const faultOfLookUp = ({ quietUntil }: LedgerState, lookedUpAt: string): string | undefined =>
  isBefore(lookedUpAt, quietUntil) ? `a look-up before ${quietUntil ?? '?'} proves nothing` : undefined;

/** A missing limit is a fault of its own: nothing is after it. */
const isBefore = (instant: string, limit: string | undefined): boolean =>
  limit === undefined || Date.parse(instant) < Date.parse(limit);
