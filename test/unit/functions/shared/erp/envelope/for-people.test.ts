import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../../../functions/shared/erp/envelope.ts';
import { settledByReading } from '../../../../../../functions/shared/ingestion/read-announced.ts';
import { aConnector, aWebhook } from '../../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../../support/erp/requests.ts';

const told = 'The ERP revoked the key. Make a new one there and enter it.';
const topics = {
  ...{ kind: 'topics', topic: 'type', id: ['id'], company: 'tenant' },
  topics: { changed: { resource: 'things', change: 'updated' }, 'key.revoked': { park: told } },
};
const expression = { kind: 'expression', file: 'entry.jsonata' };
const sources = {
  'entry.jsonata': `type = "key.revoked" ? { "park": "${told}", "company": tenant }
    : { "resource": "things", "change": "updated", "externalId": id }`,
};

describe.each([
  ['a topic', topics],
  ['an expression', expression],
])('what people have to know, said by %s', (_, envelope) => {
  const announced = (entries: readonly object[]) =>
    readChanges(
      aConnector({ webhook: aWebhook({ envelope: envelope as never }) }, sources),
      asRead(entries),
      { secrets: {}, externalCompany: 'ours' },
    );

  it('is parked in these words, whatever else the delivery announces', async () => {
    const read = await announced([
      { type: 'changed', id: 'a' },
      { type: 'key.revoked', tenant: 'ours' },
    ]);

    expect(read.changes).toMatchObject([{ externalId: 'a' }]);
    expect(settledByReading(read)).toEqual([{ state: 'parked', cause: 'erp-notice', reason: told }]);
  });

  it('is ignored where it is about another company of the ERP', async () => {
    const read = await announced([{ type: 'key.revoked', tenant: 'theirs' }]);

    expect(read.forPeople).toEqual([]);
    expect(read.ignored).toEqual([{ index: 0, reason: 'another company of the ERP' }]);
  });
});
