import { expect, it } from 'vitest';
import { checkAuthenticity } from '../../../../../../functions/shared/erp/authenticity.ts';
import { proven } from '../../../../../../functions/shared/erp/fetch/exchange.ts';
import { shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const connector = shippedConnector('standard');
const key = (text: string) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`;
const url = new URL('https://erp.example/api/v1/orders');
const request = { method: 'POST', headers: { 'webhook-id': 'OS-1' }, body: { name: 'Größe' } };

const sent = async (orderSigningSecrets: string[]) => {
  const to = access(connector, scriptedErp([]), { secrets: { orderSigningSecrets } });
  return (await proven(to, { request, url, values: {} })).request;
};

it('who knows the first of our keys can check what we send by the rules of Standard Webhooks', async () => {
  const { headers, body = '' } = await sent([key('new'), key('old')]);
  const received = { method: 'POST', path: '/x', query: {}, headers, body: Buffer.from(body) };
  const verdict = (signingSecrets: string) =>
    checkAuthenticity(connector, received, { signingSecrets }, Date.parse('2026-01-01T00:00:10Z'));

  expect(verdict(key('new'))).toMatchObject({ authentic: true });
  expect(verdict(key('old'))).toMatchObject({ authentic: false });
});

it('without a key nothing is sent', async () => {
  await expect(sent([])).rejects.toMatchObject({
    name: 'ErpRejectedError',
    message: expect.stringContaining('orderSigningSecrets'),
  });
});
