import { createHmac } from 'node:crypto';

/** The headers of a Standard Webhooks request: HMAC-SHA256 over `id.timestamp.body` with the decoded `whsec_` key. */
export function signStandardWebhook(
  body: Uint8Array,
  { id, secret, at }: { readonly id: string; readonly secret: string; readonly at: Date },
): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000).toString();
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
