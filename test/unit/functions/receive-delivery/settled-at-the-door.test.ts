import { afterEach, describe, expect, it } from 'vitest';
import { debtorUpdate, typed } from '../../../support/webhooks/bodies.ts';
import { type Sent } from '../../../support/webhooks/signed-request.ts';
import { aStandardDoor, doorRequest } from '../../../support/webhooks/standard-door.ts';

const door = aStandardDoor();
afterEach(() => {
  expect(door.failures).toEqual([]);
  door.forget();
});

const receive = (sent: Partial<Sent> = {}) => door.receive('standard', doorRequest(sent));

const good = debtorUpdate();

describe('a readable body that announces nothing we can apply is taken, and settled at the door', () => {
  it.each<[string, string, string, RegExp]>([
    ['an unknown topic', typed('ticket.created'), 'parked', /"ticket\.created" is unknown/],
    ['no topic', typed(undefined), 'parked', /topic is missing/],
    ['a topic that is no text', typed({ a: 1 }), 'parked', /topic is missing/],
    [
      'a topic named like a member of every object',
      typed('constructor'),
      'parked',
      /"constructor" is unknown/,
    ],
    ['no id', typed('debtor.updated', { name: 'A' }), 'parked', /id is missing/],
    ['an empty id', typed('debtor.updated', { id: '' }), 'parked', /id/],
    ['an id too long', typed('debtor.updated', { id: 'x'.repeat(201) }), 'parked', /unknown form/],
    ['an id with a line break', typed('debtor.updated', { id: 'a\nb' }), 'parked', /unknown form/],
    ['no object', '"debtor.updated"', 'parked', /topic is missing/],
    ['null', 'null', 'parked', /topic is missing/],
    ['an empty list', '[]', 'ignored', /announces no change/],
    ['a list of 10,001 entries', `[${'1,'.repeat(10_000)}1]`, 'parked', /10,000 entries/],
    ['a topic ignored on purpose', typed('ping'), 'ignored', /ignored by the connector/],
  ])('%s', async (_, body, state, reason) => {
    expect((await receive({ body })).status).toBe(202);

    const { queued, recorded, archived } = door.effects();
    expect(queued).toEqual([]);
    expect(recorded).toHaveLength(1);
    expect(recorded[0]).toMatchObject({ state, reason: expect.stringMatching(reason) as string });
    expect(recorded[0]?.changes[0]?.cause).toBe(state === 'parked' ? 'unreadable' : undefined);
    expect(door.parked()).toBe(state === 'parked' ? 1 : 0);
    expect(archived.get(recorded[0]?.archive?.key ?? '')).toEqual(Buffer.from(body));
  });

  it('a reason never ends in half of a character', async () => {
    await receive({ body: typed(`${'x'.repeat(99)}😀`) });
    expect(door.effects().recorded[0]?.reason?.isWellFormed()).toBe(true);
  });

  it('a bad entry of a batch does not cost the others', async () => {
    const body = `[${good},{"type":"nonsense"},${typed('product.updated', { id: 'p-1' })},7]`;
    expect((await receive({ body })).status).toBe(202);

    const { queued, recorded } = door.effects();
    expect(queued.map(({ entity }) => entity)).toEqual(['debtor', 'product']);
    expect(new Set(queued.map(({ message }) => message.deliveryId)).size).toBe(1);
    expect(recorded).toEqual([]);
  });

  it('for a paused connection it waits for a person', async () => {
    const answer = await door.receive('paused', doorRequest({ connectionId: 'paused' }));
    expect(answer.status).toBe(202);
    expect(door.effects().recorded).toMatchObject([
      { state: 'parked', changes: [{ cause: 'paused', reason: expect.stringMatching(/paused/) as string }] },
    ]);
    expect(door.parked()).toBe(1);
    expect(door.effects().queued).toEqual([]);
  });
});
