import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../domain/records/connection.ts';
import { tryBody } from '../../../../functions/serve-admin-api/trials/try-body.ts';
import type { TrialAnswer } from '../../../../functions/serve-admin-api/views/trial-view.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { debtorLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminAnswer } from '../../../support/admin-api/admin-client.ts';
import { aDebtor } from '../../../support/admin-api/stored-records.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';
import { trialPorts, type TestTrialPorts } from '../../../support/admin-api/trial-ports.ts';
import { scriptedErp, type ScriptedAnswer, type ScriptedErp } from '../../../support/erp/scripted-erp.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let company: string;
let connectionId: string;
let count = 0;
let ports: TestTrialPorts;
let erp: ScriptedErp;

beforeEach(() => {
  company = `company-${(count += 1)}`;
  connectionId = `erp-${count}`;
});

const signingSecrets = `whsec_${Buffer.from('a secret of the sender').toString('base64')}`;

async function connect(
  fields: Partial<Connection> = {},
  answers: readonly ScriptedAnswer[] = [],
): Promise<void> {
  erp = scriptedErp(answers);
  const secrets = {
    signingSecrets,
    clientId: 'app-of-acme',
    clientSecret: 'very-secret',
    clientState: 'the-shared-word',
  };
  ports = trialPorts(running.store, { secrets, erp });
  await createConnection(running.store, aConnection({ company, connectionId, ...fields }));
}

const attempt = async (body: object, options: object = {}): Promise<AdminAnswer> => {
  const admin = testPorts(running.store, {
    tryBody: (connection, request) => tryBody(ports, connection, request),
  });
  return adminClient(admin)('POST', `/connections/${connectionId}/trials`, { company, body, ...options });
};

const tried = async (body: object): Promise<TrialAnswer> => {
  const answer = await attempt(body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as TrialAnswer;
};

const debtorBody = (data: object = { id: 'd-1', name: 'Musterbau' }) =>
  JSON.stringify({ type: 'debtor.updated', timestamp: '2026-02-01T07:00:00Z', data });

const storeDebtor = async (modifiedAt: string) => {
  const stored = aDebtor({ externalId: 'd-1', name: 'Muster' }, { company, connectionId });
  const record = { ...stored, order: { at: modifiedAt, hash: 'h' } };
  await putMirrored(running.store, { layout: debtorLayout, record }, 'absent');
  return record;
};

describe('a trial of a webhook', () => {
  it('tells changes, canonical records and how they differ from what is stored, and stores nothing', async () => {
    await connect();
    const { recordId } = await storeDebtor('2026-01-01T00:00:00Z');

    expect(await tried({ body: debtorBody() })).toMatchObject({
      authentic: null,
      changes: [{ entity: 'debtor', externalId: 'd-1', change: 'updated' }],
      requests: [],
      canonical: [{ externalId: 'd-1', name: 'Musterbau' }],
      problems: [],
      differences: [
        {
          ...{ entity: 'debtor', externalId: 'd-1', recordId, state: 'changed', outcome: 'applied' },
          fields: [{ field: 'name', stored: 'Muster', mapped: 'Musterbau' }],
        },
      ],
    });
    expect((await getDebtor(running.store, company, recordId))?.canonical.name).toBe('Muster');
  });

  it('says what differs also where what is stored is newer', async () => {
    await connect();
    await storeDebtor('2026-02-02T00:00:00Z');

    expect((await tried({ body: debtorBody() })).differences).toMatchObject([
      { state: 'changed', outcome: 'superseded', fields: [{ field: 'name' }] },
    ]);
  });

  it('tells a new record, an unchanged one and a deletion apart', async () => {
    await connect();
    expect((await tried({ body: debtorBody() })).differences).toMatchObject([{ state: 'new', fields: [] }]);

    await storeDebtor('2026-01-01T00:00:00Z');
    const same = debtorBody({ id: 'd-1', name: 'Muster' });
    const gone = JSON.stringify({ type: 'debtor.deleted', data: { id: 'd-1' } });
    expect((await tried({ body: same })).differences).toMatchObject([{ state: 'unchanged', fields: [] }]);
    expect((await tried({ body: gone })).differences).toMatchObject([
      { state: 'deleted', outcome: 'applied' },
    ]);
  });

  it('names field and reason where it does not map', async () => {
    await connect();
    expect(await tried({ body: debtorBody({ id: 'd-1', currency: 'euro' }) })).toMatchObject({
      canonical: [],
      differences: [],
      problems: [{ field: 'currency' }],
    });
  });

  it('takes bytes in base64', async () => {
    await connect();
    const bodyBase64 = Buffer.from(debtorBody()).toString('base64');
    expect(await tried({ bodyBase64 })).toMatchObject({ canonical: [{ externalId: 'd-1' }] });
  });
});

describe('authenticity', () => {
  const headersFor = (body: string, at = Date.parse('2026-02-01T07:59:00Z') / 1_000) => {
    const key = Buffer.from(signingSecrets.replace('whsec_', ''), 'base64');
    const signature = createHmac('sha256', key).update(`msg_1.${at}.${body}`).digest('base64');
    return { 'Webhook-Id': 'msg_1', 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
  };

  it('is judged by the secrets of the connection, once headers are given', async () => {
    await connect();
    const body = debtorBody();
    expect(await tried({ body, headers: headersFor(body) })).toMatchObject({
      authentic: true,
      canonical: [{ externalId: 'd-1' }],
    });
  });

  it('refuses what the door would refuse, and says nothing else', async () => {
    await connect();
    expect(await tried({ body: debtorBody(), headers: headersFor('another') })).toMatchObject({
      authentic: false,
      reason: 'signature',
      canonical: [],
      differences: [],
    });
  });

  it('of an old delivery is judged for the time it came', async () => {
    await connect();
    const body = debtorBody();
    const headers = headersFor(body, Date.parse('2025-05-01T00:00:00Z') / 1_000);
    expect(await tried({ body, headers })).toMatchObject({ authentic: false, reason: 'timestamp' });
    const receivedAt = '2025-05-01T00:01:00.000Z';
    expect(await tried({ body, headers, receivedAt })).toMatchObject({ authentic: true });
  });

  it('is judged by what ships, whatever was uploaded', async () => {
    await connect();
    const manifest = JSON.parse(readFileSync('connectors/standard/connector.json', 'utf8')) as {
      webhook: { authenticity: object };
    };
    manifest.webhook.authenticity = { kind: 'none' };
    const answer = await tried({ body: debtorBody(), headers: {}, connector: { manifest } });
    expect(answer).toMatchObject({ authentic: false, reason: 'missing' });
  });
});

describe('a trial with changed files', () => {
  const changed = { 'customer.jsonata': '{ "externalId": id, "name": "changed " & displayName }' };
  const customer = JSON.stringify({
    id: 'a1b2c3d4-0000-4000-8000-000000000020',
    number: '10000',
    displayName: 'Muster',
  });
  const businessCentral = {
    connector: 'business-central',
    baseUrl: 'https://api.bc.test/v2.0',
    externalCompany: 'a1b2c3d4-0000-4000-8000-00000000000c',
    settings: { localCurrency: 'EUR', tenantId: 'acme' },
  };

  it('is evaluated in the sandbox, with the shipped files beside them and no secret', async () => {
    await connect(businessCentral);
    const answer = await tried({ body: customer, as: 'debtor', connector: { mappings: changed } });

    expect(answer).toMatchObject({
      canonical: [{ name: 'changed Muster' }],
      differences: [{ state: 'new' }],
    });
    expect(ports.tried).toHaveLength(1);
    expect(Object.keys(ports.tried[0]?.connector.mappings ?? {})).toContain('item.jsonata');
    expect(JSON.stringify(ports.tried)).not.toMatch(/very-secret|the-shared-word|whsec_/);
  });

  it('needs no sandbox where nothing differs from what ships', async () => {
    await connect(businessCentral);
    const manifest: unknown = JSON.parse(readFileSync('connectors/business-central/connector.json', 'utf8'));
    const mappings = {
      'customer.jsonata': readFileSync('connectors/business-central/customer.jsonata', 'utf8'),
    };
    expect(await tried({ body: customer, as: 'debtor', connector: { manifest, mappings } })).toMatchObject({
      canonical: [{ name: 'Muster' }],
    });
    expect(ports.tried).toEqual([]);
  });

  it('reports a manifest that is not valid by its fields', async () => {
    await connect();
    const answer = await attempt({ body: debtorBody(), connector: { manifest: { name: 'x y' } } });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ field: 'connector.manifest.name' })]),
    });
  });

  it('says how a mapping ended that came to nothing', async () => {
    await connect(businessCentral);
    const failure = { code: 'too-slow' as const, reason: 'It took longer than a second.' };
    ports = {
      ...ports,
      sandbox: { run: () => Promise.resolve({ outcome: 'tried', items: [{ key: 'body', failure }] }) },
    };
    expect(await tried({ body: customer, as: 'debtor', connector: { mappings: changed } })).toMatchObject({
      canonical: [],
      problems: [{ field: '(mapping)', reason: failure.reason }],
    });
  });

  it('believes a canonical record of the sandbox only as far as it fits', async () => {
    await connect(businessCentral);
    const record = { entity: 'debtor' as const, externalId: 'd-1', outcome: 'mapped' as const, canonical: 0 };
    const lists = { changes: [], requests: [], ignored: [], refused: [], forPeople: [], problems: [] };
    const result = { ...lists, authentic: null, records: [record], canonical: [{ nothing: 'ours' }] };
    ports = {
      ...ports,
      sandbox: { run: () => Promise.resolve({ outcome: 'tried', items: [{ key: 'body', result }] }) },
    };
    const answer = await tried({ body: customer, as: 'debtor', connector: { mappings: changed } });
    expect(answer.differences).toMatchObject([{ outcome: 'parked' }]);
  });

  const token = { body: { access_token: 'a-token', expires_in: 3600 } };
  const named = JSON.stringify({
    value: [
      {
        subscriptionId: 's',
        clientState: 'the-shared-word',
        resource: `companies(${businessCentral.externalCompany})/customers(a1b2c3d4-0000-4000-8000-000000000020)`,
        changeType: 'updated',
        lastModifiedDateTime: '2026-02-01T07:00:00Z',
      },
    ],
  });

  it('shows the requests of a record that is only named, with names for secrets', async () => {
    await connect(businessCentral);
    const { requests, canonical } = await tried({ body: named });
    expect(canonical).toEqual([]);
    expect(requests).toMatchObject([
      {
        method: 'GET',
        path: expect.stringMatching(/^companies\(a1b2c3d4-.*\)\/customers\(a1b2c3d4-/),
        headers: { authorization: 'Bearer {token}' },
      },
    ]);
    expect(erp.asked).toEqual([]);
  });

  it('reads it by the shipped connector on demand, and maps it with the changed files', async () => {
    await connect(businessCentral, [token, { body: JSON.parse(customer) as object }]);
    const answer = await tried({ body: named, fetch: true, connector: { mappings: changed } });

    expect(answer).toMatchObject({
      canonical: [{ name: 'changed Muster' }],
      records: [{ change: 0, outcome: 'mapped', canonical: 0 }],
      differences: [{ state: 'new', outcome: 'applied' }],
    });
    expect(erp.asked.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('reads the first page where many changed', async () => {
    const [entry] = (JSON.parse(named) as { value: object[] }).value;
    const resource = `companies(${businessCentral.externalCompany})/customers?$filter=lastModifiedDateTime%20gt%202026-02-03T08:00:00Z`;
    const body = JSON.stringify({ value: [{ ...entry, resource, changeType: 'collection' }] });
    const record = JSON.parse(customer) as object;
    await connect(businessCentral, [
      token,
      { body: { value: [record, { ...record, displayName: 'Twice' }] } },
    ]);
    const answer = await tried({ body, fetch: true });

    expect(answer).toMatchObject({
      changes: [{ change: 'collection', externalId: null }],
      records: [
        { change: 0, outcome: 'mapped', canonical: 0 },
        { change: 0, outcome: 'mapped', canonical: 1 },
      ],
      canonical: [{ name: 'Muster' }, { name: 'Twice' }],
      differences: [{ state: 'new' }, { state: 'new' }],
    });
  });

  it('tells what the ERP says of it: gone, or why it refused', async () => {
    await connect(businessCentral, [
      token,
      { status: 404, body: { error: { code: 'NotFound', message: 'No.' } } },
    ]);
    const gone = await tried({ body: named, fetch: true });
    expect(gone).toMatchObject({ canonical: [{ deleted: true }], records: [{ outcome: 'deleted' }] });

    erp = scriptedErp([token, { status: 403, body: { error: { message: 'No rights, very-secret.' } } }]);
    ports = {
      ...ports,
      ...trialPorts(running.store, { secrets: { clientId: 'a', clientSecret: 'very-secret' }, erp }),
    };
    const refused = await tried({ body: named, fetch: true });
    expect(refused.records).toMatchObject([{ outcome: 'failed' }]);
    expect(refused.problems).toMatchObject([
      { field: 'fetch', reason: expect.stringContaining('{secret.clientSecret}') },
    ]);
  });

  it('leaves out the entries that the door refuses, also where changed files read the others', async () => {
    await connect(businessCentral);
    const [entry] = (JSON.parse(named) as { value: object[] }).value;
    const body = JSON.stringify({ value: [{ ...entry, clientState: 'a guess' }, entry] });
    for (const connector of [undefined, { mappings: changed }])
      expect(await tried({ body, headers: {}, connector })).toMatchObject({
        ...{ authentic: true, refused: [{ index: 0 }] },
        changes: [{ entity: 'debtor' }],
      });
  });

  it('asks for nothing that changed files make up and the shipped manifest does not know', async () => {
    await connect(businessCentral);
    const madeUp = [
      { entity: 'debtor' as const, externalId: 'x', change: 'updated' as const, resource: 'secrets' },
      { entity: 'debtor' as const, externalId: '../x', change: 'updated' as const, resource: 'customers' },
      {
        entity: 'invoice' as const,
        externalId: null,
        change: 'collection' as const,
        resource: 'salesInvoices',
        filter: 'now',
      },
    ];
    const records = madeUp.map(({ entity, externalId, resource }, change) => ({
      ...{ entity, externalId, resource, change, outcome: 'named' as const },
    }));
    const lists = { requests: [], canonical: [], ignored: [], refused: [], forPeople: [], problems: [] };
    const result = { ...lists, authentic: null, changes: madeUp, records };
    ports = {
      ...ports,
      sandbox: { run: () => Promise.resolve({ outcome: 'tried', items: [{ key: 'body', result }] }) },
    };
    const answer = await tried({ body: named, fetch: true, connector: { mappings: changed } });

    expect(erp.asked).toEqual([]);
    expect(answer.problems.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('resources.secrets.fetch'),
      expect.stringContaining('is not an id of this ERP'),
      expect.stringContaining('since when'),
    ]);
  });

  it('never asks an ERP by an uploaded manifest', async () => {
    await connect(businessCentral);
    const manifest = JSON.parse(readFileSync('connectors/business-central/connector.json', 'utf8')) as {
      title: string;
    };
    const answer = await attempt({
      ...{ body: named, fetch: true },
      connector: { manifest: { ...manifest, title: 'Another' } },
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'fetch' }] } });
    expect([erp.asked, ports.tried]).toEqual([[], []]);
  });
});

describe('what is refused', () => {
  it.each([
    ['a connection that is not there', 404, { body: '{}' }, { connectionId: 'nothing' }],
    ['both kinds of body', 422, { body: '{}', bodyBase64: 'e30=' }, {}],
    ['no body', 422, {}, {}],
    ['a record type that does not exist', 422, { body: '{}', as: 'debtor', resource: 'debtor' }, {}],
    ['a file that is no mapping', 422, { body: '{}', connector: { mappings: { '../x.jsonata': '1' } } }, {}],
  ])('%s', async (_, status, body, given) => {
    await connect();
    if ('connectionId' in given && given.connectionId !== undefined) connectionId = given.connectionId;
    expect((await attempt(body)).status).toBe(status);
  });

  it('a connector that is not deployed', async () => {
    await connect({ connector: 'gone' });
    expect(await attempt({ body: '{}' })).toMatchObject({
      status: 409,
      body: { detail: 'The connector gone is not deployed.' },
    });
  });

  it('reading by a paused connection', async () => {
    await connect({ state: 'paused' });
    expect((await attempt({ body: debtorBody(), fetch: true })).status).toBe(409);
    expect((await attempt({ body: debtorBody() })).status).toBe(200);
  });

  it('more than a sandbox takes', async () => {
    await connect();
    const body = JSON.stringify({ text: 'x'.repeat(4_000_000) });
    const mappings = { 'new-order.jsonata': '1' };
    expect((await attempt({ body, connector: { mappings } })).status).toBe(413);
    expect((await attempt({ body: 'x'.repeat(4_600_000) })).status).toBe(413);
  });

  it('whoever only reads', async () => {
    await connect();
    for (const role of ['reader', 'sales', 'accounting'])
      expect((await attempt({ body: '{}' }, { roles: [role] })).status).toBe(403);
    expect((await attempt({ body: debtorBody() }, { roles: ['integrator'] })).status).toBe(200);
  });

  it('a connection of another company (S1)', async () => {
    await connect();
    expect((await attempt({ body: '{}' }, { company: 'other' })).status).toBe(404);
  });
});
