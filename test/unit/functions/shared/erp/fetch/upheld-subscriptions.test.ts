import { describe, expect, it } from 'vitest';
import { ensureSubscriptions } from '../../../../../../functions/shared/erp/fetch/ensure-subscriptions.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const notificationUrl = 'https://hooks.example/hooks/one';
const now = Date.parse('2026-01-01T00:00:00Z');
const inHours = (hours: number) => new Date(now + hours * 3_600_000).toISOString();

const request = (method: 'POST' | 'PATCH', path: string) => ({
  ...{ method, path },
  body: { target: '{notificationUrl}', event: '{topic}' },
});
const renew = request('PATCH', 'hooks/{subscriptionId}');
const remove = { path: 'hooks/{subscriptionId}' };

/** An ERP with one subscription per event type that switches off what fails, and says since when. */
const connector = (overrides: object = {}) =>
  aConnector({
    http: { authentication: { kind: 'none' }, test: { path: 'me' } },
    subscriptions: {
      topics: ['order.changed', 'invoice.posted'],
      list: { path: 'hooks', records: 'hooks' },
      create: request('POST', 'hooks'),
      fields: {
        ...{ id: 'id', topic: 'event', notificationUrl: 'target', expiresAt: 'until' },
        active: { path: 'switchedOffAt', matches: '^$' },
      },
      ...overrides,
    },
  });

interface Hook {
  readonly id: string;
  readonly event?: string;
  readonly target?: string;
  readonly switchedOffAt?: string | null;
  readonly until?: string;
}

const aHook = (hook: Hook) => ({
  ...{ event: 'order.changed', target: notificationUrl, until: inHours(500) },
  ...hook,
});
const invoices = { id: 'inv', event: 'invoice.posted' };

async function upheld(existing: readonly Hook[], rules: object, write: ScriptedAnswer = {}) {
  const erp = scriptedErp(({ method }) =>
    method === 'GET' ? { body: { hooks: existing.map(aHook) } } : { body: { id: 'new' }, ...write },
  );
  const results = await ensureSubscriptions(access(connector(rules), erp), { notificationUrl, now });
  const writes = erp.asked.slice(1).map(({ method, url }) => `${method} ${url.pathname.slice(8)}`);
  return { results, writes, actions: results.map(({ action }) => action) };
}

describe('a subscription that the ERP switched off', () => {
  const off = { id: 'dead', switchedOffAt: '2025-12-31T12:00:00Z' };

  it('is ended and made anew', async () => {
    const { writes, results } = await upheld([off, invoices], { renew, remove });

    expect(writes).toEqual(['DELETE hooks/dead', 'POST hooks']);
    expect(results).toMatchObject([
      { topic: 'order.changed', action: 'removed' },
      { topic: 'order.changed', action: 'created', externalId: 'new' },
      { topic: 'invoice.posted', action: 'kept' },
    ]);
  });

  it('is switched on by renewing it where it cannot be ended', async () => {
    expect((await upheld([off, invoices], { renew })).writes).toEqual(['PATCH hooks/dead']);
  });

  it('is made anew beside it where the ERP can do nothing else', async () => {
    expect((await upheld([off, invoices], {})).writes).toEqual(['POST hooks']);
  });

  it('is ended beside another that works', async () => {
    const { writes, actions } = await upheld([off, { id: 'alive' }, invoices], { renew, remove });

    expect([writes, actions]).toEqual([['DELETE hooks/dead'], ['kept', 'removed', 'kept']]);
  });

  it('of another installation is left alone', async () => {
    const theirs = { ...off, target: 'https://theirs.example/hooks/one-of-theirs' };

    expect((await upheld([theirs, invoices], { renew, remove })).writes).toEqual(['POST hooks']);
  });

  it.each([null, ''])('is not meant by %j', async (switchedOffAt) => {
    expect((await upheld([{ id: 'a', switchedOffAt }, invoices], { renew, remove })).writes).toEqual([]);
  });
});

describe('one subscription per topic', () => {
  it('stays of several that call us', async () => {
    const { writes } = await upheld([{ id: 'a' }, { id: 'b' }, invoices, { ...invoices, id: 'c' }], {
      remove,
    });

    expect(writes).toEqual(['DELETE hooks/b', 'DELETE hooks/c']);
  });

  it('that ends soon and cannot be renewed gets a successor before it is ended', async () => {
    const { writes } = await upheld([{ id: 'a', until: inHours(3) }, invoices], { remove });

    expect(writes).toEqual(['POST hooks', 'DELETE hooks/a']);
  });

  it('that the ERP drops while it is renewed is made anew', async () => {
    const erp = scriptedErp(({ method }) => {
      if (method === 'GET')
        return { body: { hooks: [aHook({ id: 'a', until: inHours(3) }), aHook(invoices)] } };
      return method === 'PATCH' ? { status: 404 } : { body: { id: 'new' } };
    });
    const results = await ensureSubscriptions(access(connector({ renew }), erp), { notificationUrl, now });

    expect(results[0]).toMatchObject({ action: 'created', externalId: 'new' });
  });
});

describe('where the ERP has room for so many only', () => {
  const others = [1, 2, 3].map((index) => ({ id: `o${index}`, target: 'https://other.example' }));

  it('one more is not asked for; what to do is said', async () => {
    const { writes, results } = await upheld([...others, invoices], { most: 4 });

    expect(writes).toEqual([]);
    expect(results).toEqual([
      {
        topic: 'order.changed',
        action: 'failed',
        reason:
          'The ERP has room for 4 subscriptions and has 4; end some that nobody needs there, and this one follows by itself.',
      },
      expect.objectContaining({ action: 'kept' }),
    ]);
  });

  it('what was just made counts', async () => {
    const { writes, actions } = await upheld(others, { most: 4 });

    expect([writes, actions]).toEqual([['POST hooks'], ['created', 'failed']]);
  });

  it('what was just ended makes room', async () => {
    const off = { id: 'dead', switchedOffAt: 'yesterday' };

    expect((await upheld([...others, off, invoices], { most: 5, remove })).actions).toEqual([
      'removed',
      'created',
      'kept',
    ]);
  });

  it('renewing needs no room', async () => {
    const ending = { id: 'a', until: inHours(3) };

    expect((await upheld([...others, ending, invoices], { most: 5, renew })).writes).toEqual([
      'PATCH hooks/a',
    ]);
  });
});
