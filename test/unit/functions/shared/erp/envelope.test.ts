import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../../functions/shared/erp/envelope.ts';
import { aConnector, aWebhook, shippedConnector } from '../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../support/erp/requests.ts';

const secrets = {};
const topics = {
  changed: { resource: 'things', change: 'updated' as const },
  lost: { resource: 'unknown', change: 'deleted' as const },
};
const byTopic = (overrides: object = {}) =>
  aConnector({
    webhook: aWebhook({
      envelope: { kind: 'topics', topic: 'type', id: ['id', 'key'], topics, ...overrides } as never,
    }),
    values: { zone: 'Europe/Vienna' },
  });

describe('topics', () => {
  it('an id with what is no character is for a person: replaced, it could be the id of another record', async () => {
    const body = ['a\uffff', 'a\ufffe'].map((id) => ({ type: 'debtor.updated', data: { id } }));
    const announced = await readChanges(shippedConnector('standard'), asRead(body), { secrets });

    expect(announced.changes).toEqual([]);
    expect(announced.unreadable.map(({ reason }) => reason)).toEqual([
      'the id holds what is no character',
      'the id holds what is no character',
    ]);
  });

  it('reads a list of entries; a bad one costs only itself', async () => {
    const body = [
      { type: 'changed', id: 1 },
      { type: 'changed' },
      { type: 'changed', id: '../x' },
      7,
      { type: 'changed', key: 'b' },
      { type: 'lost', id: 'c' },
    ];
    const announced = await readChanges(byTopic(), asRead(body), { secrets });

    expect(announced.changes.map(({ externalId }) => externalId)).toEqual(['1', 'b']);
    expect(announced.unreadable).toEqual([
      { index: 1, field: 'id', reason: 'the id is missing' },
      { index: 2, field: 'id', reason: 'the id has an unknown form' },
      { index: 3, field: 'type', reason: 'the topic is missing' },
    ]);
    expect(announced.ignored).toEqual([{ index: 5, reason: 'unknown are not mapped' }]);
  });

  it.each([
    ['iso', '2026-07-01T12:00:00.25+02:00', '2026-07-01T10:00:00.25Z'],
    ['iso', '2026-07-01 12:00:00.123456', '2026-07-01T10:00:00.123456Z'],
    ['iso', '2026-01-01', '2025-12-31T23:00:00Z'],
    ['epoch-seconds', 1767225600, '2026-01-01T00:00:00.000Z'],
    ['epoch-milliseconds', 1767225600123, '2026-01-01T00:00:00.123Z'],
  ])('a time as %s (%s) becomes UTC', async (atFormat, at, utc) => {
    const announced = await readChanges(
      byTopic({ at: 'at', atFormat }),
      asRead({ type: 'changed', id: 1, at }),
      { secrets },
    );

    expect(announced.changes[0]?.at).toBe(utc);
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01T00:00:00Z', 99_999_999_999_999])(
    'the time %s is no time: a person has to look',
    async (at) => {
      const announced = await readChanges(
        byTopic({ at: 'at', atFormat: 'epoch-seconds' }),
        asRead({ type: 'changed', id: 1, at }),
        { secrets },
      );

      expect(announced.unreadable).toEqual([
        { index: 0, field: 'at', reason: 'the time of the change has an unknown form' },
      ]);
    },
  );

  it('a prototype is not a topic', async () => {
    const announced = await readChanges(byTopic(), asRead({ type: 'constructor', id: 1 }), { secrets });

    expect(announced.unreadable[0]?.reason).toBe('the topic "constructor" is unknown');
  });

  it('more than 10,000 entries are no notification', async () => {
    const announced = await readChanges(
      byTopic(),
      Array.from({ length: 10_001 }, () => null),
      { secrets },
    );

    expect(announced).toMatchObject({ changes: [], unreadable: [{ index: -1 }] });
  });
});

describe('an expression per entry', () => {
  const connector = aConnector(
    {
      webhook: aWebhook({
        handshake: { kind: 'signed-probe' },
        envelope: { kind: 'expression', entries: 'events', file: 'entry.jsonata' },
      }),
    },
    {
      'entry.jsonata': `category = "ACCPAY" ? { "ignore": "a supplier's document" } : category = "BROKEN" ? $error("what?") : {
        "resource": "things", "change": $lowercase(eventType) & "d", "externalId": resourceId, "sequence": sequence }`,
    },
  );

  it('maps an entry, ignores it with a reason, or says why it cannot', async () => {
    const events = [
      { category: 'X', eventType: 'UPDATE', resourceId: 'a', sequence: 7 },
      { category: 'ACCPAY' },
      { category: 'BROKEN' },
      { category: 'X', eventType: 'EXPLODE', resourceId: 'b' },
    ];
    const announced = await readChanges(connector, asRead({ events }), { secrets });

    expect(announced.changes).toEqual([
      { entity: 'debtor', resource: 'things', change: 'updated', externalId: 'a', sequence: '7' },
    ]);
    expect(announced.ignored).toEqual([{ index: 1, reason: "a supplier's document" }]);
    expect(announced.unreadable.map(({ index }) => index)).toEqual([2, 3]);
  });

  it('recognises a probe without entries', async () => {
    expect(await readChanges(connector, asRead({ events: [] }), { secrets })).toMatchObject({
      probe: true,
      authentic: true,
      changes: [],
    });
  });
});

describe('secrets in entries', () => {
  const connector = shippedConnector('business-central');

  it.each([
    ['another type', { clientState: 7 }],
    ['nothing', {}],
    ['a prefix', { clientState: 'right-' }],
  ])('%s instead of the secret refuses the entry', async (_, entry) => {
    const announced = await readChanges(connector, asRead({ value: [entry] }), {
      secrets: { clientState: 'right-secret' },
    });

    expect(announced).toMatchObject({
      authentic: false,
      refused: [{ index: 0, reason: 'secret' }],
      unreadable: [],
    });
  });

  it('without a configured secret nothing is authentic', async () => {
    const announced = await readChanges(connector, asRead({ value: [{ clientState: '' }] }), {
      secrets: { clientState: '' },
    });

    expect(announced.authentic).toBe(false);
  });

  it('a body of another shape is neither authentic nor an error', async () => {
    for (const body of [null, 'text', [], { value: 'x' }, { value: { clientState: 'right-secret' } }])
      expect(
        (
          await readChanges(connector, asRead(JSON.stringify(body)), {
            secrets: { clientState: 'right-secret' },
          })
        ).authentic,
      ).toBe(false);
  });
});

describe('the verdict of the door', () => {
  const connector = shippedConnector('business-central');
  const entry = (clientState: string, id: string) => ({
    ...{ subscriptionId: 's', clientState, changeType: 'updated' },
    resource: `api/v2.0/companies(19bc8476-abad-f58b-fb89-ab51d2994af6)/customers(${id})`,
    lastModifiedDateTime: '2026-01-31T10:00:00Z',
  });
  const good = '3dc6fe74-9441-e214-b82d-4b8e823d1393';
  const body = asRead({
    value: [entry('wrong', '5157fb28-0b08-11e9-de5d-032f374cbab9'), entry('old', good)],
  });

  it('holds when the secret was rotated since, so that a release reads what was accepted', async () => {
    const atTheDoor = await readChanges(connector, body, { secrets: { clientState: 'old' } });
    const afterRotation = await readChanges(connector, body, {
      secrets: new Set(atTheDoor.refused.map(({ index }) => index)),
    });

    expect(afterRotation).toEqual(atTheDoor);
    expect(afterRotation.changes.map(({ externalId }) => externalId)).toEqual([good]);
  });
});
