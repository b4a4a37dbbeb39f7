import { describe, expect, it } from 'vitest';
import { ensureSubscriptions } from '../../../../../../functions/shared/erp/fetch/ensure-subscriptions.ts';
import { aConnector, aWebhook } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const notificationUrl = 'https://hooks.example/hooks/one';
const remove = { path: 'hooks/{subscriptionId}' };
const create = { path: 'hooks', body: { url: '{notificationUrl}' } };
const fields = { id: 'id', topic: 'topic', notificationUrl: 'url' };

/** What is done where the ERP calls these addresses. */
async function done(authenticity: object, urls: readonly string[], hookKey: string | string[]) {
  const erp = scriptedErp(({ method }) =>
    method === 'GET' ? { body: urls.map((url, id) => ({ id, topic: 'things', url })) } : { body: { id: 9 } },
  );
  const connector = aConnector({
    http: { authentication: { kind: 'none' }, test: { path: 'me' } },
    webhook: aWebhook({ authenticity: authenticity as never }),
    subscriptions: { topics: ['things'], list: { path: 'hooks', records: '' }, create, remove, fields },
  });
  const results = await ensureSubscriptions(access(connector, erp, { secrets: { hookKey } }), {
    ...{ notificationUrl, now: 0 },
  });
  const told = erp.asked.flatMap(({ body }) => (body === undefined ? [] : [JSON.parse(body) as unknown]));
  return { told, actions: results.map(({ action }) => action) };
}

const inPath = { kind: 'shared-value', at: 'path', secret: 'hookKey' };
const inQuery = { kind: 'shared-value', at: 'query', name: 'key', secret: 'hookKey' };

describe('the address that the ERP calls', () => {
  it.each([
    ['path', inPath, `${notificationUrl}/a%2Fb`],
    ['query', inQuery, `${notificationUrl}?key=a%2Fb`],
  ])('carries the key that stands in its %s', async (_, rule, url) => {
    expect(await done(rule, [], 'a/b')).toEqual({ told: [{ url }], actions: ['created'] });
    expect(await done(rule, [url], 'a/b')).toEqual({ told: [], actions: ['kept'] });
  });

  it('is the plain one where the proof stands elsewhere', async () => {
    expect((await done({ kind: 'bearer', secret: 'hookKey' }, [], 'k')).told).toEqual([
      { url: notificationUrl },
    ]);
  });

  it.each([inPath, inQuery])(
    'with a key that is being replaced ends once the new one stands',
    async (rule) => {
      const url = (key: string) =>
        rule.at === 'path' ? `${notificationUrl}/${key}` : `${notificationUrl}?key=${key}`;

      expect(await done(rule, [url('old')], ['new', 'old'])).toEqual({
        ...{ told: [{ url: url('new') }], actions: ['created', 'removed'] },
      });
    },
  );

  it('with a key that was never ours is another installation’s, and stays', async () => {
    expect((await done(inPath, [`${notificationUrl}/theirs`], 'ours')).actions).toEqual(['created']);
  });

  it('is not told without its key', async () => {
    await expect(done(inPath, [], '')).rejects.toThrow(/no hookKey, which is part of the address/);
  });
});
