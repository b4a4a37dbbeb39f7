import { describe, expect, it } from 'vitest';
import { recordEvent } from '../../../../domain/events/record-event.ts';

const record = {
  ...{ company: 'acme', connectionId: 'bc', recordId: 'inv_1', externalId: 'i-1' },
  entity: 'invoice',
  updatedAt: '2026-01-31T09:30:00.000Z',
  source: { deliveryId: '019c1333-fc00-7000-8000-000000000001' },
  event: { type: 'InvoicePosted', version: 3 },
} as const;

const announced = (canonical?: object) => recordEvent({ ...record, ...(canonical && { canonical }) })?.detail;

describe('the event of a record', () => {
  it('has an id that follows from record and version, so that repetitions are known', () => {
    expect(announced()).toMatchObject({ id: 'inv_1.3', subject: 'inv_1', type: 'InvoicePosted' });
  });

  it.each([
    [{ ourReference: 'OS-1' }, true],
    [{ lines: [{}, { ourReference: 'OS-1/2' }] }, true],
    [{ orders: [{ number: 'AU-1' }] }, true],
    [{ orders: [] }, undefined],
    [{ ourReference: ' ', lines: [{ ourReference: null }] }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('of %j says whether it may bill an order of ours (I-7)', (canonical, refersToOurs) => {
    expect(announced(canonical)?.data.refersToOurs).toBe(refersToOurs);
  });

  it('of an order is always about ours: others are not kept, and a deletion says no reference', () => {
    const event = { type: 'OrderChanged', version: 1 } as const;
    const gone = recordEvent({ ...record, entity: 'order', event, deletedAt: '2026-01-31T09:30:00.000Z' });

    expect(gone?.detail.data).toMatchObject({ deleted: true, refersToOurs: true });
  });

  it('is none where nothing is to be told', () => {
    expect(recordEvent({ ...record, event: undefined })).toBeUndefined();
  });
});
