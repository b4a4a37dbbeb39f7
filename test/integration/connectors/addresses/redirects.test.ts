import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testConnection } from '../../../../functions/shared/erp/fetch/test-connection.ts';
import { shippedConnector } from '../../../support/erp/a-connector.ts';
import { aCompany, insideOf } from '../../../support/erp/addresses/inside.ts';
import { TwoHosts } from '../../../support/erp/addresses/two-hosts.ts';
import { access } from '../../../support/erp/scripted-erp.ts';

/** Where an answer points: it is read, not followed. */
let hosts: TwoHosts;
beforeAll(async () => {
  hosts = await TwoHosts.open();
  return () => hosts.close();
});
beforeEach(() => hosts.forget());

describe('a redirect', () => {
  const targets = [
    'http://{outside}/api/v2.0/me',
    '//{outside}/',
    'http://{inside}/api/v2.0/me2',
    '/admin',
    'http://[::1]:{port}/',
  ];
  const all = [301, 302, 303, 307, 308].flatMap((status) =>
    targets.map((target) => [status, target] as const),
  );

  it.each(all)('%i to %s is not followed', async (status, target) => {
    hosts.answers({}, status, { location: hosts.filled(target) });

    expect(await testConnection(insideOf(hosts))).toEqual({
      ok: false,
      detail: `The ERP answered ${status}. It points elsewhere; enter its final address as base address.`,
    });
    expect([hosts.strayed(), hosts.asked]).toEqual([[], ['GET /api/v2.0/me']]);
  });
});

describe('a redirect of what carries credentials or an order', () => {
  it('of a token service is not followed, and is said', async () => {
    hosts.answers({}, 307, { location: hosts.filled('http://{outside}/token') });
    const settings = { tokenUrl: `http://${hosts.inside}/token`, localCurrency: 'EUR' };
    const connection = { baseUrl: `http://${hosts.inside}/api`, externalCompany: aCompany, settings };
    const secrets = { clientState: 'x'.repeat(24), clientId: 'i', clientSecret: 's' };
    const withToken = access(shippedConnector('business-central'), insideOf(hosts).http, {
      connection,
      secrets,
    });

    expect(await testConnection(withToken)).toEqual({
      ok: false,
      detail:
        'The token service answered 307. It points elsewhere; enter its final address as token address.',
    });
    expect([hosts.strayed(), hosts.asked]).toEqual([[], ['POST /token']]);
  });

  it.each([301, 302, 303, 307, 308])('of a write is an answer like any other (%i)', async (status) => {
    hosts.answers({}, status, { location: hosts.filled('http://{outside}/orders') });
    const url = new URL(`http://${hosts.inside}/api/v2.0/orders`);
    const sent = { method: 'POST', url, headers: {}, body: '{}', timeoutMs: 5_000, maxBytes: 99 };

    expect((await insideOf(hosts).http.send(sent)).status).toBe(status);
    expect([hosts.strayed(), hosts.asked]).toEqual([[], ['POST /api/v2.0/orders']]);
  });
});
