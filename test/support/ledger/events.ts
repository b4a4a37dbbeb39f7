import type { LedgerEvent } from '../../../domain/ledger/ledger-event.ts';

type EventOf<Type extends LedgerEvent['type']> = Extract<LedgerEvent, { type: Type }>;
type Parts<Type extends LedgerEvent['type']> = Partial<Omit<EventOf<Type>, 'type'>>;

/** Minutes after the start of the example, as an instant. */
export const at = (minutes: number): string =>
  new Date(Date.UTC(2026, 0, 31, 9) + minutes * 60_000).toISOString();

/** The plan of one order: 100.00 EUR in one unit. */
export const planned = (parts: Parts<'planned'> = {}): EventOf<'planned'> => ({
  ...{
    type: 'planned',
    revision: 1,
    payloadHash: 'a'.repeat(64),
    reference: 'OS-1',
    connectionId: 'demo-erp',
  },
  ...{ units: [{ unit: 'ord_0001/line-1', net: '100.00' }], currency: 'EUR', net: '100.00' },
  ...parts,
});

export const sending = (fence: number, parts: Parts<'sending'> = {}): EventOf<'sending'> => ({
  ...{ type: 'sending', fence, attempt: fence, lookedUpAt: at(0), sendBefore: at(1) },
  ...parts,
});

export const confirmed = (fence: number, how: 'answered' | 'found' = 'answered'): EventOf<'confirmed'> => ({
  ...{ type: 'confirmed', fence, externalId: 'so-1', number: '1001', how },
});

export const unknown = (fence: number, quietUntil = at(12)): EventOf<'unknown'> => ({
  ...{ type: 'unknown', fence, reason: 'No answer within 30 s.', quietUntil },
});

export const absent = (fence: number, lookedUpAt = at(13)): EventOf<'absent'> => ({
  ...{ type: 'absent', fence, lookedUpAt },
});

export const notSent = (fence: number): EventOf<'not-sent'> => ({
  ...{ type: 'not-sent', fence, reason: '429', waitUntil: at(2) },
});

export const rejected = (fence: number): EventOf<'rejected'> => ({
  ...{ type: 'rejected', fence, reason: 'The customer is blocked.' },
});

export const parked: EventOf<'parked'> = {
  type: 'parked',
  code: 'exists-differently',
  reason: 'It differs.',
};
export const released: EventOf<'released'> = { type: 'released', by: 'anna' };
export const cancelled: EventOf<'cancelled'> = {
  type: 'cancelled',
  by: 'anna',
  reason: 'The customer withdrew.',
};
