import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../../../functions/shared/erp/trial/try-payload.ts';
import { tryPayload } from '../../../../../../functions/shared/erp/trial/try-payload.ts';
import { aConnector, aWebhook, shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { aRequest } from '../../../../../support/erp/requests.ts';

const named = { resources: { things: { entity: 'debtor', payload: 'complete' } } } as const;
const http = { authentication: { kind: 'none' }, test: { path: 'ping' } } as const;
const mapping = { kind: 'canonical', aliases: { id: 'externalId' } } as const;
const pointer = (data: object) => JSON.stringify({ type: 'changed', ...data });
const pointing = aWebhook({
  envelope: {
    ...{ kind: 'topics', topic: 'type', id: ['id'], at: 'at' },
    topics: {
      changed: { resource: 'things', change: 'updated' },
      many: { resource: 'things', change: 'collection' },
    },
  },
});

const tried = (connector: ReturnType<typeof aConnector>, body: string, more: Partial<Trial> = {}) =>
  tryPayload(connector, { request: aRequest({ body }), nowMs: 0, ...more });

const withFetch = (overrides: object = {}, fetch: object = { path: 'things/{id}' }) =>
  aConnector({
    webhook: pointing,
    http: { ...http, ...overrides },
    resources: { things: { ...named.resources.things, mapping, fetch: fetch as { path: string } } },
  });

describe('the requests of a record that is only named', () => {
  it('are the record and its lines, below the base address', async () => {
    const connector = withFetch(
      {},
      {
        path: 'things/{id}',
        query: { company: '{company}' },
        record: 'data',
        lines: { path: 'lines', query: { of: '{id}' }, records: 'rows', into: 'lines' },
      },
    );
    const { requests, records, problems } = await tried(connector, pointer({ id: 'a-1' }));

    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET things/a-1?company={company}',
      'GET lines?of=a-1',
    ]);
    expect(records).toEqual([
      { entity: 'debtor', resource: 'things', externalId: 'a-1', change: 0, outcome: 'named' },
    ]);
    expect(problems).toEqual([]);
  });

  it('hold the values of the connection, and names for what nobody gave', async () => {
    const connector = aConnector({
      webhook: pointing,
      settings: { tenant: { description: 'Tenant.' }, area: { description: 'Area.', default: 'eu' } },
      http,
      resources: {
        things: {
          ...{ ...named.resources.things, mapping },
          fetch: { path: '{settings.tenant}/{settings.area}/{company}/{id}' },
        },
      },
    });
    const pathsOf = async (more: Partial<Trial>) =>
      (await tried(connector, pointer({ id: 'a' }), more)).requests.map(({ path }) => path);

    expect(await pathsOf({})).toEqual(['{settings.tenant}/eu/{company}/a']);
    expect(await pathsOf({ settings: { tenant: 'acme' }, externalCompany: 'c 1' })).toEqual([
      'acme/eu/c%201/a',
    ]);
  });

  it.each([
    [
      'a header of its own',
      { authentication: { kind: 'static-header', header: 'X-Key', value: 'key {secret.key}' } },
      { 'x-key': 'key {secret.key}' },
    ],
    [
      'basic',
      { authentication: { kind: 'basic', user: 'user', password: 'key' } },
      { authorization: 'Basic {secret.user}:{secret.key}' },
    ],
    [
      'a signature',
      {
        signing: {
          ...{ header: 'x-signature', signed: '{body}', prefix: 'v1,', secret: 'key', key: 'hex' },
          timestampHeader: 'x-time',
        },
      },
      { 'x-signature': 'v1,{signature by secret.key}', 'x-time': '{seconds since 1970}' },
    ],
  ])('name the secrets of %s', async (_, rules, headers) => {
    const connector = withFetch(rules);
    const secrets = { user: 'erika', key: '0123abcd' };
    const withSecret = aConnector({
      ...connector.manifest,
      secret: { user: { description: 'User.' }, key: { description: 'Key.' } },
    });
    const { requests } = await tried(withSecret, pointer({ id: 'a' }), { secrets });

    expect(requests).toEqual([
      { method: 'GET', path: 'things/a', headers: expect.objectContaining(headers) },
    ]);
    expect(JSON.stringify(requests)).not.toContain('0123abcd');
  });

  it('of many changes are the first page since then', async () => {
    const connector = aConnector({
      webhook: { ...pointing, authenticity: { kind: 'bearer', secret: 'key' } },
      http,
      resources: {
        things: {
          ...{ ...named.resources.things, mapping },
          pull: {
            ...{ path: 'things', query: { since: '{since}' }, records: 'value', modified: 'm' },
            since: { format: 'date' },
          },
        },
      },
    });
    const body = JSON.stringify({ type: 'many', at: '2026-02-03T08:00:00Z' });

    const { requests, problems } = await tried(connector, body);
    expect(problems).toEqual([]);
    expect(requests).toMatchObject([{ method: 'GET', path: 'things?since=2026-02-03' }]);
  });

  it('that the manifest cannot make are a problem that says what is missing', async () => {
    const silent = aConnector({ webhook: pointing });
    const unread = aConnector({ webhook: pointing, http });

    expect((await tried(silent, pointer({ id: 'a' }))).problems).toEqual([
      { field: 'http', reason: 'is missing: the ERP cannot be asked' },
    ]);
    expect((await tried(unread, pointer({ id: 'a' }))).problems).toEqual([
      { field: 'resources.things.fetch', reason: 'is missing: the record cannot be read' },
    ]);
  });

  it('of a shipped connector tell what a notification leads to', async () => {
    const body = JSON.stringify({ id: 42, model: 'res.partner', _model: 'res.partner', _id: 42 });
    const { requests, problems } = await tried(shippedConnector('odoo'), body);

    expect(problems).toEqual([]);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      headers: { authorization: 'bearer {secret.apiKey}' },
    });
  });
});

describe('what became of a record', () => {
  it('says how each is stored, and where its canonical form stands', async () => {
    const connector = aConnector({ webhook: aWebhook() });
    const body = JSON.stringify([
      { type: 'changed', id: 'a', data: { id: 'a', currency: 'x' } },
      { type: 'changed', id: 'b', data: { id: 'b' } },
    ]);
    const { records, canonical } = await tried(connector, body);

    expect(records).toMatchObject([
      { externalId: 'a', change: 0, outcome: 'failed', problems: [{ field: 'currency' }] },
      { externalId: 'b', change: 1, outcome: 'mapped', canonical: 0, payload: 'complete', tolerance: '0.01' },
    ]);
    expect(canonical).toEqual([{ externalId: 'b' }]);
  });

  it('names a fetched record that does not map by the id in it', async () => {
    const { records } = await tried(aConnector(), '{"id":"a","currency":"x"}', { as: 'debtor' });
    expect(records).toMatchObject([{ externalId: 'a', outcome: 'failed' }]);
  });
});
