import { describe, expect, it } from 'vitest';
import { webhookProblems } from '../../../../../../functions/shared/erp/trial/check-webhook.ts';
import { aConnector, aWebhook } from '../../../../../support/erp/a-connector.ts';

const problems = (webhook: object, more: object = {}) =>
  webhookProblems(aConnector({ webhook: aWebhook(webhook), ...more }));

describe('a check of how webhooks are taken finds', () => {
  it('nothing where there are none', () => {
    expect(webhookProblems(aConnector())).toEqual([]);
  });

  it('each member of the secret that is used and not described', () => {
    const basic = { kind: 'basic', user: 'user', password: 'word' };
    const authenticity = { kind: 'any-of', rules: [basic, { kind: 'bearer', secret: 'token' }] };

    expect(problems({ authenticity }, { secret: { user: { description: 'A user.' } } })).toEqual([
      'webhook.authenticity uses the secret word, which "secret" does not describe',
      'webhook.authenticity uses the secret token, which "secret" does not describe',
    ]);
  });

  it('a header that is read and may be a secret', () => {
    const authenticity = { kind: 'bearer', secret: 'token' };
    const secret = { token: { description: 'A token.' } };
    const envelope = { kind: 'topics', topic: '{header:x-api-key}', topics: {}, id: ['id'] };

    expect(problems({ authenticity, envelope }, { secret })).toEqual([
      'webhook.envelope reads the header x-api-key, which may be a secret and is not kept',
    ]);
  });

  it('records that any stranger could write, because nothing is proven and nothing is fetched', () => {
    expect(problems({})).toEqual([
      'resources.things has no "fetch", and its webhooks prove nothing: any stranger could write it',
    ]);
  });
});
