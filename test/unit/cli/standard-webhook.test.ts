import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signStandardWebhook } from '../../../cli/standard-webhook.ts';

const secret = 'whsec_b3JkZXJzZWFtLWRlbW8tc2lnbmluZy1zZWNyZXQtMDAx';

it('the signature is one that the reference implementation of Standard Webhooks accepts', () => {
  const body = JSON.stringify({ type: 'debtor.updated', data: { name: 'Pappel & Söhne' } });
  const headers = signStandardWebhook(Buffer.from(body), { id: 'msg_1', secret, at: new Date() });
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('signature');
});
