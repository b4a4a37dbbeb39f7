import { describe, expect, it } from 'vitest';
import { metaSchema, secretsOfMeta } from '../../../../../../functions/shared/erp/trial/secrets-of-meta.ts';
import { tryPayload } from '../../../../../../functions/shared/erp/trial/try-payload.ts';
import { aConnector, aWebhook, shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { aRequest } from '../../../../../support/erp/requests.ts';

describe('trying a payload', () => {
  it('without a secret says that authenticity was not checked', async () => {
    const body = JSON.stringify({ type: 'product.deleted', data: { id: 'p' } });

    expect(
      await tryPayload(shippedConnector('standard'), { request: aRequest({ body }), nowMs: 0 }),
    ).toMatchObject({
      authentic: null,
      changes: [{ entity: 'product', externalId: 'p', change: 'deleted' }],
      canonical: [{ externalId: 'p', status: 'deleted' }],
    });
  });

  it('names what is wrong with a body that is no JSON', async () => {
    expect(
      (await tryPayload(shippedConnector('standard'), { request: aRequest({ body: '{' }), nowMs: 0 }))
        .problems,
    ).toEqual([{ field: '(body)', reason: 'the body ends too early (at offset 1)' }]);
  });

  it('one record that does not map does not hide the others', async () => {
    const connector = aConnector({ webhook: aWebhook() });
    const body = JSON.stringify([
      { type: 'changed', id: 'a', data: { id: 'a' } },
      { type: 'changed', id: 'b', data: { id: 'b', currency: 'x' } },
    ]);
    const result = await tryPayload(connector, { request: aRequest({ body }), nowMs: 0 });

    expect(result.canonical).toEqual([{ externalId: 'a' }]);
    expect(result.problems).toEqual([{ field: 'currency', reason: expect.any(String) }]);
  });
});

describe('what comes with a body', () => {
  const secretsOf = (meta: object) => secretsOfMeta(shippedConnector('standard'), metaSchema.parse(meta));

  it('is a secret for whatever the connector needs, or one by its name', () => {
    expect(secretsOf({ secret: 'a' })).toEqual({ signingSecrets: 'a' });
    expect(secretsOf({ publicKey: ['a', 'b'] })).toEqual({ signingSecrets: ['a', 'b'] });
    expect(secretsOf({ signingSecrets: 'a' })).toEqual({ signingSecrets: 'a' });
    expect(secretsOf({ secrets: { other: 'a' } })).toEqual({ other: 'a' });
    expect(secretsOf({ headers: {} })).toBeUndefined();
  });
});
