import { signStandardWebhook } from '../../cli/standard-webhook.ts';
import { anInvoice } from './invoices.ts';
import type { Plan, Pointers, StandardInvoices } from './plan.ts';

export interface Webhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** All requests of a plan, signed and ready, so that preparing them is not measured. */
export function webhooksOf({ webhooks }: Plan): Webhook[] {
  return webhooks.kind === 'standard' ? standardWebhooks(webhooks) : notifications(webhooks);
}

function standardWebhooks({ run, count, lines, secret }: StandardInvoices): Webhook[] {
  return Array.from({ length: count }, (_, n) => {
    const body = Buffer.from(JSON.stringify(anInvoice(run, n, lines)));
    const headers = signStandardWebhook(body, { id: `msg_${run}_${n}`, secret, at: new Date() });
    return withLength(headers, body);
  });
}

function notifications({ resources, clientState }: Pointers): Webhook[] {
  return resources.map((resource, n) => {
    const entry = {
      subscriptionId: 'bench',
      clientState,
      expirationDateTime: '2099-01-01T00:00:00Z',
      resource,
      changeType: 'created',
      lastModifiedDateTime: new Date(Date.UTC(2026, 0, 31) + n).toISOString(),
    };
    return withLength(
      { 'content-type': 'application/json' },
      Buffer.from(JSON.stringify({ value: [entry] })),
    );
  });
}

const withLength = (headers: Record<string, string>, body: Buffer): Webhook => ({
  headers: { ...headers, 'content-length': String(body.length) },
  body,
});
