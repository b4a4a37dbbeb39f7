import { describe, expect, it } from 'vitest';
import { answerFor, type WebhookOutcome } from '../../../../../functions/shared/erp/answer-policy.ts';
import { answerHandshake } from '../../../../../functions/shared/erp/handshake.ts';
import { aConnector, aWebhook, shippedConnector } from '../../../../support/erp/a-connector.ts';
import { aRequest } from '../../../../support/erp/requests.ts';

const outcomes: WebhookOutcome[] = ['accepted', 'unauthenticated', 'malformed', 'too-large', 'overload'];

describe('the answer policy', () => {
  it('never tells Business Central a code that deletes its subscription, nor a 500', () => {
    const statuses = outcomes.map(
      (outcome) => answerFor(shippedConnector('business-central'), outcome).status,
    );

    expect(
      statuses.filter((status) => status !== 200 && status !== 408 && status !== 429 && status <= 500),
    ).toEqual([]);
  });

  it('never accepts for Business Central what it will not keep (W1)', () => {
    expect(
      outcomes.slice(1).map((outcome) => answerFor(shippedConnector('business-central'), outcome).status),
    ).not.toContain(200);
  });

  it('tells a sender of Standard Webhooks what was wrong', () => {
    expect(outcomes.map((outcome) => answerFor(shippedConnector('standard'), outcome).status)).toEqual([
      202, 401, 400, 413, 503,
    ]);
  });

  it('asks to come back later when overloaded', () => {
    expect(answerFor(shippedConnector('standard'), 'overload').headers).toEqual({ 'retry-after': '30' });
  });
});

describe('handshakes', () => {
  const echo = shippedConnector('business-central');

  it('echoes the decoded value as plain text that no browser runs', () => {
    expect(answerHandshake(echo, aRequest({ query: { validationToken: '<script>7</script> +ä' } }))).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
      body: '<script>7</script> +ä',
    });
  });

  it.each(['', 'a\r\nb', 'x'.repeat(2_049)])('refuses the value %#', (validationToken) => {
    expect(answerHandshake(echo, aRequest({ query: { validationToken } }))?.status).toBe(400);
  });

  it('answers by a header where the sender asks by one', () => {
    const handshake = {
      kind: 'echo-header',
      header: 'webhook-request-origin',
      answerHeader: 'webhook-allowed-origin',
      headers: { 'webhook-allowed-rate': '120' },
    } as const;
    const connector = aConnector({ webhook: aWebhook({ handshake }) });
    const request = aRequest({ method: 'OPTIONS', headers: { 'webhook-request-origin': 'erp.example' } });

    expect(answerHandshake(connector, request)).toEqual({
      status: 200,
      headers: { allow: 'POST', 'webhook-allowed-origin': 'erp.example', 'webhook-allowed-rate': '120' },
      body: '',
    });
    expect(answerHandshake(connector, { ...request, method: 'POST' })).toBeUndefined();
    expect(answerHandshake(connector, { ...request, headers: {} })).toBeUndefined();
  });

  it('an ordinary notification is no handshake', () => {
    expect(answerHandshake(echo, aRequest())).toBeUndefined();
    expect(
      answerHandshake(shippedConnector('standard'), aRequest({ query: { validationToken: 'x' } })),
    ).toBeUndefined();
  });
});
