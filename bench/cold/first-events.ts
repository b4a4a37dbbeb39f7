import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signStandardWebhook } from '../../cli/standard-webhook.ts';
import { anInvoice } from '../load/invoices.ts';
import { repository } from '../subject/assembly.ts';

export const SIGNING_SECRET = 'whsec_b3JkZXJzZWFtLWJlbmNoLXNpZ25pbmctc2VjcmV0LTAx';

/** Per function the sample event that is its first call; `webhooks` face senders who wait. */
export const samples: Readonly<Record<string, string>> = {
  'receive-delivery': 'webhooks/invoice-posted.json',
  'apply-delivery': 'queues/deliveries.json',
  'propose-couplings': 'couplings/changes.json',
  'list-due-connections': 'catch-up/list-due-connections.json',
  'pull-changes': 'catch-up/pull-changes.json',
  'record-catch-up': 'catch-up/record-catch-up.json',
  'ensure-subscriptions': 'catch-up/ensure-subscriptions.json',
  'serve-admin-api': 'admin/list-accounts.json',
};

/** The event as text. A webhook is signed now: an old signature would end the call early. */
export function firstEvent(name: string, round: number): string {
  const text = readFileSync(join(repository, 'events', samples[name] ?? ''), 'utf8');
  return name === 'receive-delivery' ? signedNow(text, round) : text;
}

function signedNow(text: string, round: number): string {
  const event = JSON.parse(text) as { readonly headers: Record<string, string> }; // one of our own samples
  const body = JSON.stringify(anInvoice('cold', round, 20));
  const signed = signStandardWebhook(Buffer.from(body), {
    id: `msg_cold_${round}`,
    secret: SIGNING_SECRET,
    at: new Date(),
  });
  return JSON.stringify({ ...event, headers: { ...event.headers, ...signed }, body, isBase64Encoded: false });
}
