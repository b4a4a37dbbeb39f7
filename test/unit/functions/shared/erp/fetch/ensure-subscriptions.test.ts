import { describe, expect, it } from 'vitest';
import { ensureSubscriptions } from '../../../../../../functions/shared/erp/fetch/ensure-subscriptions.ts';
import type { HttpRequest } from '../../../../../../functions/shared/erp/fetch/http-port.ts';
import { shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const company = '5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11';
const notificationUrl = 'https://hooks.example/hooks/bc';
const now = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3_600_000;
const given = {
  connection: { externalCompany: company, settings: { tenantId: 't' } },
  secrets: {
    clientState: ['the-current-client-state', 'the-former-client-state'],
    clientId: 'i',
    clientSecret: 's',
  },
};

interface Listed {
  readonly set: string;
  readonly hours?: number;
  readonly url?: string;
  readonly clientState?: string;
}

const listed = ({
  set,
  hours = 72,
  url = notificationUrl,
  clientState = 'the-current-client-state',
}: Listed) => ({
  subscriptionId: `sub-${set}`,
  '@odata.etag': `W/"${set}"`,
  notificationUrl: url,
  resource: `/api/v2.0/companies(${company.toUpperCase()})/${set}`,
  expirationDateTime: new Date(now + hours * HOUR).toISOString(),
  clientState,
});

/** Business Central with these subscriptions; writing answers as given. */
function erpWith(existing: readonly Listed[], write: (request: HttpRequest) => ScriptedAnswer = created) {
  return scriptedErp((request) => {
    if (request.url.host === 'login.microsoftonline.com') return { body: { access_token: 'a' } };
    return request.method === 'GET' ? { body: { value: existing.map(listed) } } : write(request);
  });
}

const created = (request: HttpRequest): ScriptedAnswer => ({
  status: 201,
  body: {
    ...(JSON.parse(request.body ?? '{}') as object),
    subscriptionId: 'new',
    expirationDateTime: '2026-01-04T00:00:00Z',
  },
});

const ensure = (erp: ReturnType<typeof scriptedErp>) =>
  ensureSubscriptions(access(shippedConnector('business-central'), erp, given), { notificationUrl, now });
const actions = async (erp: ReturnType<typeof scriptedErp>) =>
  (await ensure(erp)).map(({ action }) => action);
const writes = (erp: ReturnType<typeof scriptedErp>) =>
  erp.asked.filter(({ url, method }) => url.host === 'erp.example' && method !== 'GET');
const all = ['customers', 'items', 'salesInvoices', 'salesCreditMemos', 'salesOrders'];

describe('subscriptions as desired state', () => {
  it('are created where they are missing', async () => {
    const erp = erpWith([{ set: 'items' }]);

    expect(await ensure(erp)).toEqual([
      {
        topic: `api/v2.0/companies(${company})/customers`,
        action: 'created',
        externalId: 'new',
        expiresAt: '2026-01-04T00:00:00Z',
      },
      {
        topic: `api/v2.0/companies(${company})/items`,
        action: 'kept',
        externalId: 'sub-items',
        expiresAt: '2026-01-04T00:00:00.000Z',
      },
      ...all.slice(2).map((): unknown => expect.objectContaining({ action: 'created' })),
    ]);
    expect(JSON.parse(writes(erp)[0]?.body ?? '')).toEqual({
      notificationUrl,
      resource: `api/v2.0/companies(${company})/customers`,
      clientState: 'the-current-client-state',
    });
  });

  it('that somebody else makes at the same moment are as good', async () => {
    const existing: Listed[] = [{ set: 'items' }];
    const erp = erpWith(existing, (request) => {
      const { resource } = JSON.parse(request.body ?? '{}') as { resource: string };
      existing.push({ set: resource.split('/').at(-1) ?? '' });
      return { status: 400, body: { error: { message: 'The subscription already exists.' } } };
    });

    expect(await actions(erp)).toEqual(all.map(() => 'kept'));
  });

  it('that are refused for another reason fail in the words of the ERP', async () => {
    const refused = () => ({ status: 400, body: { error: { message: 'The URL is not reachable.' } } });

    expect((await ensure(erpWith([], refused)))[0]).toMatchObject({
      ...{ action: 'failed', reason: expect.stringContaining('The URL is not reachable.') },
    });
  });

  it('of other addresses are left alone and do not count', async () => {
    expect(await actions(erpWith(all.map((set) => ({ set, url: 'https://other.example' }))))).toEqual(
      all.map(() => 'created'),
    );
  });

  describe('of an address we had before', () => {
    const former = 'https://old-hooks.example/hooks/bc';
    const twice = (overrides: Partial<Listed> = {}) => [
      ...all.map((set) => ({ set })),
      { set: 'items', url: former, ...overrides },
    ];

    it('end once the new one stands, with their tag', async () => {
      const erp = erpWith(twice(), () => ({ status: 204 }));

      expect(await actions(erp)).toEqual(['kept', 'kept', 'removed', 'kept', 'kept', 'kept']);
      expect(writes(erp)).toMatchObject([{ method: 'DELETE', headers: { 'if-match': 'W/"items"' } }]);
      expect(writes(erp)[0]?.url.pathname).toBe("/api/v1/subscriptions('sub-items')");
    });

    it('stay while the new one cannot be made', async () => {
      const erp = erpWith([{ set: 'items', url: former }], () => ({ status: 400 }));

      expect(await actions(erp)).toEqual(all.map(() => 'failed'));
      expect(writes(erp).map(({ method }) => method)).not.toContain('DELETE');
    });

    it('that cannot be ended say why, and the new one stands', async () => {
      const results = await ensure(erpWith(twice(), () => ({ status: 409 })));

      expect(results.map(({ action }) => action)).toEqual(['kept', 'kept', 'failed', 'kept', 'kept', 'kept']);
      expect(results[2]?.reason).toContain('409');
    });

    it('that are gone meanwhile are ended', async () => {
      const gone = { status: 404, body: { error: { code: 'Internal_RecordNotFound' } } };

      expect(await actions(erpWith(twice(), () => gone))).toContain('removed');
    });

    it.each([
      ['of another connection', { url: 'https://old-hooks.example/hooks/other' }],
      ['of a longer path', { url: 'https://old-hooks.example/x/hooks/bc' }],
      ['that are no address', { url: 'hooks/bc' }],
      ['of another installation, by their shared value', { clientState: 'of-the-other-installation' }],
    ])('but %s are left alone', async (_, overrides) => {
      expect(await actions(erpWith(twice(overrides)))).toEqual(all.map(() => 'kept'));
    });

    it('end, too, with the shared value of before a rotation', async () => {
      const erp = erpWith(twice({ clientState: 'the-former-client-state' }), () => ({ status: 204 }));

      expect(await actions(erp)).toContain('removed');
    });
  });

  it('are renewed, with their tag, when they end within a day and a half', async () => {
    const erp = erpWith([
      { set: 'customers', hours: 36 },
      { set: 'items', hours: 36.1 },
      { set: 'salesInvoices', hours: -1 },
      { set: 'salesCreditMemos' },
      { set: 'salesOrders' },
    ]);

    expect(await actions(erp)).toEqual(['renewed', 'kept', 'renewed', 'kept', 'kept']);
    expect(writes(erp)[0]).toMatchObject({ method: 'PATCH', headers: { 'if-match': 'W/"customers"' } });
    expect(writes(erp)[0]?.url.pathname).toBe("/api/v1/subscriptions('sub-customers')");
  });

  it('are renewed when their shared value was replaced', async () => {
    const erp = erpWith(all.map((set) => ({ set, clientState: 'the-former-client-state' })));

    expect(await actions(erp)).toEqual(all.map(() => 'renewed'));
    expect(writes(erp).every(({ body }) => body?.includes('the-current-client-state'))).toBe(true);
  });

  it('that fail say why and do not hold up the others', async () => {
    const refuse = (request: HttpRequest): ScriptedAnswer =>
      request.body?.includes('items') === true
        ? { status: 400, body: { error: { message: 'There are 200 already.' } } }
        : created(request);
    const results = await ensure(erpWith([], refuse));

    expect(results.map(({ action }) => action)).toEqual([
      'created',
      'failed',
      'created',
      'created',
      'created',
    ]);
    expect(results[1]?.reason).toContain('There are 200 already.');
  });

  it('are nothing where the connector has none', async () => {
    expect(
      await ensureSubscriptions(access(shippedConnector('standard'), scriptedErp([])), {
        notificationUrl,
        now,
      }),
    ).toEqual([]);
  });
});
