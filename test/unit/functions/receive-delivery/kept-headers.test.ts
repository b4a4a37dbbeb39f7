import { describe, expect, it } from 'vitest';
import { keptHeaders } from '../../../../functions/receive-delivery/kept-headers.ts';
import { aConnector, aWebhook } from '../../../support/erp/a-connector.ts';

const reading = (headers: string[]) =>
  aConnector({
    webhook: aWebhook({ envelope: { kind: 'expression', file: 'entry.jsonata', headers } as never }),
  });

describe('of the headers of a request', () => {
  it('those that the envelope reads are kept before any other, whatever their names', () => {
    const sent = { 'x-note': 'n'.repeat(590), 'ce-type': 'changed', topic: 'items' };

    expect(keptHeaders(reading(['topic', 'ce-type']), sent)).toMatchObject({
      topic: 'items',
      'ce-type': 'changed',
    });
    expect(keptHeaders(reading([]), sent)).not.toHaveProperty('topic');
  });

  it('one that may let somebody in is not kept even if the envelope asks for it', () => {
    expect(
      keptHeaders(reading(['x-api-key', 'authorization']), { 'x-api-key': 'k', authorization: 'b' }),
    ).toEqual({});
  });

  it('one that a queue would refuse or that is too long counts as not sent (W1)', () => {
    expect(
      keptHeaders(reading(['a', 'b', 'c']), { a: '\uffff', b: 'x'.repeat(501), c: 'x'.repeat(500) }),
    ).toEqual({
      c: 'x'.repeat(500),
    });
  });
});
