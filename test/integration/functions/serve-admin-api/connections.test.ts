import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchWrite } from '../../../../functions/shared/store/batch-write.ts';
import { heardWrite } from '../../../../functions/shared/store/heard-webhooks.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { shippedConnector } from '../../../support/erp/a-connector.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let connectionId: string;
let count = 0;

beforeEach(() => {
  count += 1;
  connectionId = `erp-${count}`;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company: `company-${count}`, ...options });
});

const fields = () => ({
  connectionId,
  connector: 'paper-erp',
  name: 'Paper',
  settings: { localCurrency: 'EUR' },
  credentials: { signingSecrets: ['whsec_first'] },
});
const connect = (overrides: object = {}, company?: string) =>
  call('POST', '/connections', { body: { ...fields(), ...overrides }, ...(company && { company }) });
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const act = (verb: string, version: number, body?: unknown) =>
  call('POST', `/connections/${connectionId}/${verb}`, { headers: ifMatch(version), body });

describe('a new connection', () => {
  it('has a webhook address and never shows its credentials (S2)', async () => {
    const answer = await connect();
    expect(answer).toMatchObject({ status: 201, headers: { location: `/connections/${connectionId}` } });
    expect(answer.body).toMatchObject({
      state: 'active',
      webhookUrl: `https://hooks.test/hooks/${connectionId}`,
    });
    expect(JSON.stringify(answer.body)).not.toContain('whsec_first');
    expect(answer.body).not.toHaveProperty('baseUrl');
    expect([...ports.keptSecrets.values()]).toEqual([{ signingSecrets: ['whsec_first'] }]);
  });

  it('gets an id of its own when none is given', async () => {
    const { body } = await connect({ connectionId: undefined });
    expect((body as { connectionId: string }).connectionId).toMatch(/^paper-erp-/);
  });

  it('cannot take an id that another company has, and leaves its secret alone', async () => {
    await connect();
    const answer = await connect({ credentials: { signingSecrets: ['whsec_thief'] } }, 'thief');
    expect(answer.status).toBe(409);
    expect([...ports.keptSecrets.values()]).toEqual([{ signingSecrets: ['whsec_first'] }]);
  });

  it.each([
    ['an unknown connector', { connector: 'paper-err' }, 'connector', 'unknown; did you mean paper-erp?'],
    [
      'an unknown setting',
      { settings: { localCurrency: 'EUR', tennant: 'x' } },
      'settings.tennant',
      'unknown; did you mean tenant?',
    ],
    ['a missing setting', { settings: {} }, 'settings.localCurrency', 'is missing: Currency of the books.'],
    [
      'an unfit setting',
      { settings: { localCurrency: 'euro' } },
      'settings.localCurrency',
      'has an unknown form: Currency of the books.',
    ],
    [
      'missing credentials',
      { credentials: {} },
      'credentials.signingSecrets',
      'is missing: Keys of the sender.',
    ],
  ])('is refused with %s, naming it', async (_what, overrides, field, reason) => {
    const answer = await connect(overrides);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field, reason }] } });
    expect(ports.keptSecrets.size).toBe(0);
  });
});

describe('a connection', () => {
  beforeEach(() => connect());

  it('is shown with what machines noted about it', async () => {
    const answer = await call('GET', `/connections/${connectionId}`);
    expect(answer.body).toMatchObject({ connectionId, watermarks: {}, version: 1 });
    expect(answer.headers.etag).toMatch(/^"1\.[\w-]+"$/);
  });

  it('shows which webhooks a person has to make, and when the last one came', async () => {
    const path = `/connections/${connectionId}`;
    const { body, headers } = await call('GET', path);
    expect(body).toMatchObject({
      webhooksByHand: [{ name: 'Letters', text: 'A letter for each change.' }],
    });
    expect(body).not.toHaveProperty('lastWebhookAt');

    await batchWrite(running.store, [
      heardWrite(running.store, { connectionId, receivedAt: '2026-02-01T07:55:00.000Z' }),
    ]);
    const heard = await call('GET', path);
    expect(heard.body).toMatchObject({ lastWebhookAt: '2026-02-01T07:55:00.000Z' });
    expect(heard.headers.etag).not.toBe(headers.etag);
  });

  it('is changed with the ETag of its page', async () => {
    const { headers } = await call('GET', `/connections/${connectionId}`);
    const changed = await call('PATCH', `/connections/${connectionId}`, {
      headers: { 'if-match': headers.etag ?? '' },
      body: { name: 'Paper 2', externalCompany: 'c-1' },
    });
    expect(changed.body).toMatchObject({ name: 'Paper 2', externalCompany: 'c-1', version: 2 });
    const cleared = await call('PATCH', `/connections/${connectionId}`, {
      headers: ifMatch(2),
      body: { externalCompany: null },
    });
    expect(cleared.body).not.toHaveProperty('externalCompany');
  });

  it('cannot change its connector', async () => {
    const body = { connector: 'other' };
    expect((await call('PATCH', `/connections/${connectionId}`, { headers: ifMatch(1), body })).status).toBe(
      422,
    );
  });

  it('is paused and resumed; a paused one is not pulled', async () => {
    expect((await act('pause', 1)).body).toMatchObject({ state: 'paused', version: 2 });
    expect((await call('POST', `/connections/${connectionId}/pull`)).status).toBe(409);
    expect((await act('resume', 2)).body).toMatchObject({ state: 'active', version: 3 });
    expect((await call('POST', `/connections/${connectionId}/pull`)).status).toBe(202);
    expect(ports.started).toEqual([connectionId]);
  });

  it('rotates credentials; members that are not named stay', async () => {
    const [name = ''] = ports.keptSecrets.keys();
    ports.keptSecrets.set(name, { signingSecrets: ['old'], clientState: 'stays' });
    const answer = await act('rotate-secret', 1, { credentials: { signingSecrets: ['new', 'old'] } });
    expect(answer.body).toMatchObject({ version: 2 });
    expect(ports.keptSecrets.get(name)).toEqual({ signingSecrets: ['new', 'old'], clientState: 'stays' });
  });

  it('refuses to rotate a member its connector does not know', async () => {
    const answer = await act('rotate-secret', 1, { credentials: { signingSecret: 'x' } });
    expect(answer.body).toMatchObject({ errors: [{ reason: 'unknown; did you mean signingSecrets?' }] });
  });

  it('is tested', async () => {
    expect((await call('POST', `/connections/${connectionId}/test`)).body).toEqual({
      ok: true,
      detail: 'It answered.',
    });
  });

  it('of another company is not there (S1)', async () => {
    const other = { company: 'other', headers: ifMatch(1) };
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/pause'],
      ['POST', '/pull'],
      ['POST', '/test'],
    ] as const) {
      const body = method === 'PATCH' ? { name: 'x' } : undefined;
      expect((await call(method, `/connections/${connectionId}${path}`, { ...other, body })).status).toBe(
        404,
      );
    }
    expect((await call('GET', '/connections', { company: 'other' })).body).toMatchObject({ items: [] });
  });
});

it('lists connectors with what each needs', async () => {
  const { body } = await call('GET', '/connectors');
  expect(body).toMatchObject({
    items: [{ connector: 'paper-erp', credentials: [{ name: 'signingSecrets', required: true }] }],
  });
});

describe('the addresses of a connection', () => {
  const shipped = { names: () => [], get: () => shippedConnector('business-central') };
  const bc = {
    connector: 'business-central',
    baseUrl: 'https://api.businesscentral.dynamics.com/v2.0/t/production/api/v2.0',
    settings: { tenantId: 'contoso.example' },
    credentials: { clientState: 'x'.repeat(20), clientId: 'app', clientSecret: 'secret' },
  };
  beforeEach(() => {
    const client = adminClient({
      ...ports,
      connectors: () => Promise.resolve(shipped),
      ownHosts: ['erp.intern'],
    });
    call = (method, path, options = {}) => client(method, path, { company: `company-${count}`, ...options });
  });

  it.each([
    ['http://api.example/v2.0', 'is not encrypted; enter an address that starts with https://'],
    ['https://169.254.169.254/latest/meta-data', 'is not an address of the public internet'],
    ['https://0x7f000001/', 'is not an address of the public internet'],
    ['https://erp.example/?x', 'must end with its path: no "?" and no "#"'],
    ['https://me@erp.example/', 'holds a user name; put credentials into the secret instead'],
  ])('%s is refused when it is entered', async (baseUrl, reason) => {
    expect(await connect({ ...bc, baseUrl })).toMatchObject({
      ...{ status: 422, body: { code: 'invalid-body', errors: [{ field: 'baseUrl', reason }] } },
    });
    expect(ports.keptSecrets.size).toBe(0);
  });

  it('a token address is held to the same rule, once its settings are filled in', async () => {
    const settings = { tokenUrl: 'https://10.0.0.5/token' };
    const errors = [{ field: 'settings.tokenUrl', reason: 'is not an address of the public internet' }];
    expect(await connect({ ...bc, settings })).toMatchObject({ status: 422, body: { errors } });
  });

  it('may be of the operator’s own network where he lists its host', async () => {
    const baseUrl = 'http://erp.intern/api';
    const settings = { tokenUrl: 'http://erp.intern/token' };
    expect((await connect({ ...bc, baseUrl, settings })).status).toBe(201);
  });

  it('are checked again when they change', async () => {
    expect((await connect(bc)).status).toBe(201);
    const change = (body: object) =>
      call('PATCH', `/connections/${connectionId}`, { headers: ifMatch(1), body });
    expect(await change({ baseUrl: 'https://localhost/' })).toMatchObject({
      ...{ status: 422, body: { errors: [{ field: 'baseUrl' }] } },
    });
    expect(await change({ settings: { tokenUrl: 'http://login.example/token' } })).toMatchObject({
      ...{ status: 422, body: { errors: [{ field: 'settings.tokenUrl' }] } },
    });
    expect((await change({ baseUrl: 'https://erp.example/api' })).status).toBe(200);
  });
});

describe('a full comparison (P-4)', () => {
  const compare = (body: object) => call('POST', `/connections/${connectionId}/compare`, { body });
  const shipped = { names: () => [], get: () => shippedConnector('business-central') };

  it('is started for what the connector can list', async () => {
    await connect();
    const client = adminClient({ ...ports, connectors: () => Promise.resolve(shipped) });
    const body = { entity: 'product', preview: true };
    const company = `company-${count}`;
    const answer = await client('POST', `/connections/${connectionId}/compare`, { company, body });
    expect(answer).toMatchObject({ status: 202, body: { started: true } });
    expect(ports.compared).toEqual([{ connectionId, ...body }]);
  });

  it('is refused where the connector has no full list, while paused, and for documents', async () => {
    await connect();
    expect(await compare({ entity: 'product', preview: false })).toMatchObject({
      ...{ status: 409, body: { detail: expect.stringContaining('no full list of products') } },
    });
    await act('pause', 1);
    expect((await compare({ entity: 'product', preview: false })).status).toBe(409);
    expect((await compare({ entity: 'invoice', preview: false })).status).toBe(422);
    expect((await compare({ entity: 'product' })).status).toBe(422);
    expect(ports.compared).toEqual([]);
  });
});
