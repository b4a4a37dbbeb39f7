import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { checkAuthenticity } from '../../../../../functions/shared/erp/authenticity.ts';
import { shippedConnector } from '../../../../support/erp/a-connector.ts';
import { aRequest } from '../../../../support/erp/requests.ts';

const connector = shippedConnector('standard');
const anySecret = fc
  .uint8Array({ minLength: 24, maxLength: 64 })
  .map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);
const anyId = fc.stringMatching(/^[a-zA-Z0-9_-]{1,40}$/);
/** The reference library checks against the real clock, so that messages are of now. */
const now = new Date();
const timestamp = Math.floor(now.getTime() / 1000);

const headersOf = (id: string, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

describe('the connector standard', () => {
  it('accepts what the reference implementation signs, and refuses it after any change', () => {
    fc.assert(
      fc.property(anySecret, anyId, fc.string({ unit: 'grapheme' }), (secret, id, body) => {
        const headers = headersOf(id, new Webhook(secret).sign(id, now, body));
        const verdict = (sent: string, sentHeaders: Record<string, string>) =>
          checkAuthenticity(
            connector,
            aRequest({ body: sent, headers: sentHeaders }),
            { signingSecrets: secret },
            now.getTime(),
          );

        expect(verdict(body, headers)).toEqual({ authentic: true });
        expect(verdict(`${body} `, headers)).toEqual({ authentic: false, reason: 'signature' });
        expect(verdict(body, { ...headers, 'webhook-id': `${id}x` })).toEqual({
          authentic: false,
          reason: 'signature',
        });
        expect(verdict(body, { ...headers, 'webhook-timestamp': String(timestamp - 1) })).toEqual({
          authentic: false,
          reason: 'signature',
        });
      }),
    );
  });

  it('judges any list of signatures as the reference implementation does', () => {
    const anyItem = fc.oneof(
      fc.constantFrom('v1,', 'v2,AAAA', 'v1', ',', 'v1,AAAA'),
      fc.base64String().map((text) => `v1,${text}`),
    );
    fc.assert(
      fc.property(
        anySecret,
        anyId,
        fc.array(anyItem, { maxLength: 5 }),
        fc.boolean(),
        (secret, id, items, isSigned) => {
          const reference = new Webhook(secret);
          const list = isSigned ? [...items, reference.sign(id, now, '{}')] : items;
          const headers = headersOf(id, list.join(' '));
          const verdict = checkAuthenticity(
            connector,
            aRequest({ headers }),
            { signingSecrets: secret },
            now.getTime(),
          );

          expect(verdict.authentic).toBe(accepts(reference, headers));
        },
      ),
    );
  });

  it('never throws, whatever the headers', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.uint8Array(), (id, time, signature, body) => {
        const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature };

        expect(
          checkAuthenticity(connector, aRequest({ body, headers }), { signingSecrets: 'whsec_AAAA' }, 0)
            .authentic,
        ).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

function accepts(reference: Webhook, headers: Record<string, string>): boolean {
  try {
    reference.verify('{}', headers);
    return true;
  } catch {
    return false;
  }
}
