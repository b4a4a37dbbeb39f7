import { describe, expect, it } from 'vitest';
import { readChanges, type EnvelopeContext } from '../../../../../../functions/shared/erp/envelope.ts';
import { aConnector, aWebhook } from '../../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../../support/erp/requests.ts';

const read = (envelope: object, body: unknown, context: Partial<EnvelopeContext> = {}) =>
  readChanges(
    aConnector(
      { webhook: aWebhook({ envelope: envelope as never }) },
      {
        'entry.jsonata':
          '{ "resource": "things", "change": $headers.`x-change`, "externalId": id, "company": $body.tenant, "sequence": $index }',
      },
    ),
    asRead(body),
    { secrets: {}, ...context },
  );

const topics = { changed: { resource: 'things', change: 'updated' } };

describe('what is said around an entry', () => {
  it('is a path too: a header of the request, or a place in the whole body', async () => {
    const envelope = {
      ...{ kind: 'topics', topics, entries: 'events', id: ['id'] },
      ...{ topic: '{header:x-topic}', company: '{body:tenant.id}', at: '{body:sent}' },
    };
    const body = { tenant: { id: 'ours' }, sent: '2026-01-01T00:00:00Z', events: [{ id: 1 }, { id: 2 }] };
    const announced = await read(envelope, body, { headers: { 'x-topic': 'changed' } });

    expect(announced.changes).toMatchObject([
      { externalId: '1', at: '2026-01-01T00:00:00Z' },
      { externalId: '2', at: '2026-01-01T00:00:00Z' },
    ]);
  });

  it('counts as not sent where it is missing, or is a member of every object', async () => {
    const envelope = { kind: 'topics', topics, id: ['id'], topic: '{header:constructor}' };
    const { unreadable } = await read(envelope, { id: 1 }, { headers: {} });

    expect(unreadable).toEqual([{ index: 0, field: '{header:constructor}', reason: 'the topic is missing' }]);
  });

  it('is seen by an expression: the whole body, the place of the entry, and the headers that it names', async () => {
    const envelope = { kind: 'expression', entries: 'events', file: 'entry.jsonata', headers: ['x-change'] };
    const body = { tenant: 'ours', events: [{ id: 'a' }, { id: 'b' }] };
    const context = { headers: { 'x-change': 'created' }, externalCompany: 'ours' };
    const announced = await read(envelope, body, context);

    expect(announced.changes).toMatchObject([
      { change: 'created', externalId: 'a', sequence: '0' },
      { change: 'created', externalId: 'b', sequence: '1' },
    ]);
    expect((await read(envelope, { ...body, tenant: 'theirs' }, context)).ignored).toHaveLength(2);
  });

  it('a header that the envelope does not name is none: it is not kept, and a replay would not see it', async () => {
    const envelope = { kind: 'expression', file: 'entry.jsonata' };
    const { changes, unreadable } = await read(envelope, { id: 'a' }, { headers: { 'x-change': 'created' } });

    expect(changes).toEqual([]);
    expect(unreadable).toHaveLength(1);
  });
});
