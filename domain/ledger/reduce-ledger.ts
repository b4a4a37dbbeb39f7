import type { LedgerEntry, LedgerEvent } from './ledger-event.ts';
import { faultOf } from './ledger-faults.ts';
import type { LedgerState } from './ledger-state.ts';

export type Reduction = { readonly state: LedgerState } | { readonly refused: string };

/** What of an entry the state depends on; its place in the chain is another matter. */
export type LedgerFact = Pick<LedgerEntry, 'company' | 'key' | 'at' | 'event'>;

/** The state after one more entry of the key, or why that entry cannot be: H3 to H6 hold in whatever sequence this accepts. */
export function reduceLedger(state: LedgerState | undefined, fact: LedgerFact): Reduction {
  if (!state) return begin(fact);
  const fault = faultOf(state, fact.event);
  return fault === undefined ? { state: follow(state, fact) } : { refused: `${fault} (${fact.key})` };
}

function begin({ company, key, at, event }: LedgerFact): Reduction {
  if (event.type !== 'planned') return { refused: `"${event.type}" cannot be the first entry (${key})` };
  if (event.revision !== 1) return { refused: `a key begins with revision 1 (${key})` };
  return { state: { company, key, keySequence: 1, changedAt: at, ...plan(event), fence: 0, attempts: 0 } };
}

/** What passes with the state that it belonged to. */
const PASSING = {
  waitUntil: undefined,
  sendBefore: undefined,
  quietUntil: undefined,
  code: undefined,
  reason: undefined,
};

function follow(before: LedgerState, { event, at }: LedgerFact): LedgerState {
  const state = { ...before, ...PASSING, keySequence: before.keySequence + 1, changedAt: at };
  const { quietUntil } = before;
  switch (event.type) {
    case 'planned':
      return { ...state, ...plan(event) };
    case 'sending':
      return { ...state, ...right(event) };
    case 'not-sent':
      return { ...state, status: 'planned', waitUntil: event.waitUntil, reason: event.reason };
    case 'confirmed':
      return {
        ...state,
        status: 'confirmed',
        externalId: event.externalId,
        number: event.number ?? undefined,
      };
    case 'rejected':
      return { ...state, status: 'rejected', code: 'rejected', reason: event.reason };
    case 'unknown':
      return { ...state, status: 'unknown', quietUntil: event.quietUntil, reason: event.reason };
    case 'absent':
      return { ...state, status: 'planned' };
    case 'parked':
      return { ...state, status: 'parked', quietUntil, code: event.code, reason: event.reason };
    case 'released':
      return { ...state, status: quietUntil === undefined ? 'planned' : 'unknown', quietUntil, attempts: 0 };
    case 'cancelled':
      return { ...state, status: 'cancelled', code: 'cancelled', reason: event.reason };
  }
}

function plan(event: Extract<LedgerEvent, { type: 'planned' }>) {
  const { revision, payloadHash, reference, connectionId, currency, net, units } = event;
  const content = { revision, payloadHash, reference, connectionId, currency, net, unitCount: units.length };
  return { ...content, status: 'planned' as const };
}

const right = ({ fence, attempt, sendBefore }: Extract<LedgerEvent, { type: 'sending' }>) => ({
  status: 'sending' as const,
  fence,
  attempts: attempt,
  sendBefore,
});
