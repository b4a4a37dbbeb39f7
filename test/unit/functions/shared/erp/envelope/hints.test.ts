import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../../../functions/shared/erp/envelope.ts';
import { aConnector, aWebhook } from '../../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../../support/erp/requests.ts';

const envelope = {
  ...{ kind: 'topics', topic: 'type', id: ['id'], data: 'data', at: 'at', version: 'version', sequence: 'n' },
  topics: {
    changed: { resource: 'things', change: 'updated' },
    gone: { resource: 'things', change: 'deleted' },
    many: { resource: 'things', change: 'collection' },
  },
};
const things = {
  ...({ entity: 'debtor', payload: 'complete' } as const),
  mapping: { kind: 'canonical' } as const,
  fetch: { path: 'things/{id}' },
};
const announced = (authenticity: object, entry: object) =>
  readChanges(
    aConnector({
      webhook: aWebhook({ envelope: envelope as never, authenticity: authenticity as never }),
      resources: { things },
    }),
    asRead(entry),
    { secrets: {} },
  );

const forged = { id: 'a', data: { id: 'a', name: 'Forged' }, at: '2999-01-01T00:00:00Z', version: '9', n: 9 };
const unproven = { kind: 'none' };
const proven = { kind: 'bearer', secret: 'token' };

describe('what nobody proved is a hint where to look', () => {
  it('of an announcement only the record is believed: no content, time, version or place in a sequence', async () => {
    const { changes } = await announced(unproven, { ...forged, type: 'changed' });

    expect(changes).toEqual([{ entity: 'debtor', resource: 'things', externalId: 'a', change: 'updated' }]);
  });

  it('a deletion is asked about like a change: a stranger deletes nothing', async () => {
    expect((await announced(unproven, { ...forged, type: 'gone' })).changes[0]?.change).toBe('updated');
    expect((await announced(proven, { ...forged, type: 'gone' })).changes[0]?.change).toBe('deleted');
  });

  it('a stranger does not make us read everything: of many changes the catch-up tells', async () => {
    const many = await announced(unproven, { type: 'many', at: '1970-01-01T00:00:00Z' });

    expect(many.changes).toEqual([]);
    expect(many.ignored[0]?.reason).toMatch(/nobody proved/);
    expect((await announced(proven, { type: 'many' })).changes[0]?.change).toBe('collection');
  });
});
