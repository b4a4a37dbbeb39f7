import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readChanges } from '../../../functions/shared/erp/envelope.ts';
import { addressFault, enteredAddressFault } from '../../../functions/shared/erp/fetch/address-fault.ts';
import type { ErpAccess } from '../../../functions/shared/erp/fetch/erp-access.ts';
import { fetchHttp } from '../../../functions/shared/erp/fetch/fetch-http.ts';
import { fetchRecord } from '../../../functions/shared/erp/fetch/fetch-record.ts';
import { publicLookup } from '../../../functions/shared/erp/fetch/public-lookup.ts';
import { pullPage, type PulledPage } from '../../../functions/shared/erp/fetch/pull-page.ts';
import { testConnection } from '../../../functions/shared/erp/fetch/test-connection.ts';
import { aConnector, shippedConnector } from '../../support/erp/a-connector.ts';
import { basesRefused } from '../../support/erp/addresses/bases.ts';
import { linksInside, linksOutside } from '../../support/erp/addresses/links.ts';
import { oddNames, pointers } from '../../support/erp/addresses/paths.ts';
import { TwoHosts } from '../../support/erp/addresses/two-hosts.ts';
import { asRead } from '../../support/erp/requests.ts';
import { access } from '../../support/erp/scripted-erp.ts';

/** The production runtime over real sockets: nothing but the configured base is ever connected to. */
let hosts: TwoHosts;
beforeAll(async () => {
  hosts = await TwoHosts.open();
});
afterAll(() => hosts.close());
beforeEach(() => hosts.forget());

const connector = aConnector({
  identity: { id: 'id', pattern: '[^]*' },
  settings: { tokenUrl: { description: 'Token address.' } },
  http: {
    authentication: { kind: 'none' },
    paging: { kind: 'next-link', path: '@odata\\.nextLink' },
    timeoutSeconds: 5,
    test: { path: 'me' },
  },
  resources: {
    customers: {
      entity: 'debtor',
      payload: 'complete',
      mapping: { kind: 'canonical' },
      fetch: { path: 'companies({company})/customers/{id}' },
      pull: {
        path: 'companies({company})/customers',
        records: 'value',
        since: {},
        modified: 'modified',
      },
    },
  },
});

const erp = (connection: Partial<ErpAccess['connection']> = {}): ErpAccess =>
  access(connector, fetchHttp({ plainHosts: [hosts.inside] }), {
    connection: { baseUrl: `http://${hosts.inside}/api/v2.0`, externalCompany: 'c-1', ...connection },
  });

const answering = (body: object, status = 200, headers: Record<string, string> = {}): void => {
  hosts.respond = (_, response) => response.writeHead(status, headers).end(JSON.stringify(body));
};

/** The first page and, where it names one, the second. */
async function twoPages(): Promise<PulledPage> {
  const request = { entity: 'debtor', resource: 'customers', since: '2026-01-01T00:00:00Z' } as const;
  const { nextCursor } = await pullPage(erp(), request);
  return pullPage(erp(), { ...request, cursor: nextCursor });
}

describe('a next-page link', () => {
  it.each(linksOutside)('that leads outside is refused: %j', async (link) => {
    answering({ value: [], '@odata.nextLink': hosts.filled(link) });

    await expect(twoPages()).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringMatching(
        /^An address outside http:\/\/127\.0\.0\.1:\d+\/api\/v2\.0\/.* was refused\.$/,
      ),
    });
    expect([hosts.strayed(), hosts.asked.length]).toEqual([[], 1]);
  });

  it.each(linksInside)('of the same list is followed: %j', async (link) => {
    answering({ value: [], '@odata.nextLink': hosts.filled(link) });
    await twoPages();

    expect(hosts.asked).toHaveLength(2);
    expect(hosts.asked[1]).toMatch(/^GET \/api\/v2\.0\/companies\((c-1|C-1|c%2D1)\)\/customers\?/);
  });

  it('is read from where the manifest says, not from a header', async () => {
    answering({ value: [] }, 200, { link: hosts.filled('<http://{outside}/api/v2.0/next>; rel="next"') });
    await twoPages();

    expect([hosts.strayed(), new Set(hosts.asked).size]).toEqual([[], 1]);
  });
});

describe('a base address', () => {
  it.each(basesRefused)('is refused when it is entered, and never connected to: %j', async (text, told) => {
    const baseUrl = hosts.filled(text);
    const http = fetchHttp({ plainHosts: [], lookup: nobodyAsked });

    expect(enteredAddressFault(baseUrl, [])).toMatch(told);
    const { ok, detail } = await testConnection(access(connector, http, { connection: { baseUrl } }));
    expect([ok, detail]).toEqual([false, expect.stringMatching(/\.$/)]);
    expect(hosts.strayed()).toEqual([]);
  });

  it.each(basesRefused)('of a token service is refused likewise: %j', async (text) => {
    const tokenUrl = hosts.filled(text);
    const withToken = shippedConnector('business-central');
    const http = fetchHttp({ plainHosts: [hosts.inside], lookup: nobodyAsked });
    const connection = {
      baseUrl: `http://${hosts.inside}/api/v2.0`,
      externalCompany: '5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11',
      settings: { tokenUrl, localCurrency: 'EUR' },
    };
    const secrets = { clientState: 'x'.repeat(24), clientId: 'i', clientSecret: 's' };

    expect(await testConnection(access(withToken, http, { connection, secrets }))).toMatchObject({
      ok: false,
    });
    expect([hosts.strayed(), hosts.asked]).toEqual([[], []]);
  });
});

/** What is refused by its spelling is not even looked up. */
const nobodyAsked: typeof lookupOf extends (...args: never[]) => infer L ? L : never = (name) => {
  throw new Error(`${name} was looked up.`);
};

describe.each(['id', 'company'] as const)('an odd %s', (place) => {
  it.each(oddNames)('stays in its place of the path, or is refused: %j', async (odd) => {
    answering({});
    const asked = fetchRecord(erp(place === 'company' ? { externalCompany: odd } : {}), {
      resource: 'customers',
      externalId: place === 'id' ? odd : 'k-1',
    });
    const refusal = await asked.then(
      () => undefined,
      (error: Error) => error.message,
    );

    if (refusal === undefined) expect(hosts.asked.join()).toMatch(placeOf[place]);
    else expect([refusal, hosts.asked]).toEqual([expect.stringMatching(/outside .* was refused\.$/), []]);
    expect(hosts.strayed()).toEqual([]);
  });
});
const placeOf = {
  id: /^GET \/api\/v2\.0\/companies\(c-1\)\/customers\/[^/\\?#;]+$/,
  company: /^GET \/api\/v2\.0\/companies\([^/\\?#;()]+\)\/customers\/k-1$/,
};

describe('the address in a webhook', () => {
  const company = '5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11';
  const id = '0c6a6a1e-7f0b-4f9c-8d0e-1d2f3a4b5c6d';
  const withIds = (text: string) =>
    hosts
      .filled(text)
      .replace('{company}', company)
      .replace('{other}', company.replace('5', '6'))
      .replace('{id}', id);

  it.each(pointers)('is read, not asked: %j', async (pointer, told) => {
    const connection = shippedConnector('business-central');
    const clientState = 'x'.repeat(24);
    const body = asRead({ value: [{ clientState, changeType: 'updated', resource: withIds(pointer) }] });
    const read = await readChanges(connection, body, {
      secrets: { clientState },
      externalCompany: company,
    });
    answering({});
    for (const change of read.changes) await fetchRecord(erp(), change);

    expect(JSON.stringify([read.ignored, read.unreadable])).toContain(told ?? '');
    expect(hosts.asked).toEqual(told ? [] : [`GET /api/v2.0/companies(c-1)/customers/${id}`]);
    expect(hosts.strayed()).toEqual([]);
  });
});

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
    answering({}, status, { location: hosts.filled(target) });

    expect(await testConnection(erp())).toEqual({
      ok: false,
      detail: `The ERP answered ${status}. It points elsewhere; enter its final address as base address.`,
    });
    expect([hosts.strayed(), hosts.asked]).toEqual([[], ['GET /api/v2.0/me']]);
  });
});

describe('a name that leads elsewhere (DNS rebinding)', () => {
  const PUBLIC = '93.184.215.14';

  it.each<readonly [string, readonly string[]]>([
    ['to this machine', ['127.0.0.1']],
    ['to this machine by IPv6', ['::1']],
    ['to an address of IPv4 inside IPv6', ['::ffff:127.0.0.1']],
    ['to metadata', ['169.254.169.254']],
    ['to one public and one private address', [PUBLIC, '127.0.0.1']],
    ['to one private and one public address', ['127.0.0.1', PUBLIC]],
    ['to many addresses of which the last is private', [...Array<string>(9).fill(PUBLIC), '10.0.0.1']],
  ])('%s is not connected to', async (_, addresses) => {
    const http = fetchHttp({ plainHosts: [], lookup: lookupOf([addresses]) });
    const baseUrl = `https://erp.example:${hosts.outsidePort}/api`;

    expect(await testConnection(access(connector, http, { connection: { baseUrl } }))).toEqual({
      ok: false,
      detail: 'erp.example leads to an address that is not of the public internet; nothing was sent there.',
    });
    expect(hosts.strayed()).toEqual([]);
  });

  it('is asked anew for every connection: public at first, private later', async () => {
    const seen: LookupAddress[][] = [];
    const lookup = lookupOf([[PUBLIC], ['127.0.0.1'], [PUBLIC], ['::1']], seen);
    const http = fetchHttp({ plainHosts: [], lookup });
    const connection = { baseUrl: `https://erp.example:${hosts.outsidePort}/api` };
    const details = [];
    for (let time = 0; time < 4; time += 1)
      details.push((await testConnection(access(connector, http, { connection }))).detail);

    expect(details.map((detail) => /not of the public internet/.test(detail))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect([seen.flat().map(({ address }) => address), hosts.strayed()]).toEqual([[PUBLIC, PUBLIC], []]);
  });

  it.each([`${'a'.repeat(64)}.example`, `${'a.'.repeat(200)}example`])(
    'or is too long to lead anywhere is said: %s',
    async (name) => {
      const http = fetchHttp({ plainHosts: [], lookup: lookupOf([[]]) });
      const connection = { baseUrl: `https://${name}:${hosts.outsidePort}/api` };

      expect((await testConnection(access(connector, http, { connection }))).detail).toContain(
        'has no address',
      );
      expect(hosts.strayed()).toEqual([]);
    },
  );
});

/** The production look-up with a resolver of the test. What it would let through is noted in `allowed` and not connected to. */
function lookupOf(answers: readonly (readonly string[])[], allowed: LookupAddress[][] = []) {
  let asked = 0;
  const resolve: Parameters<typeof publicLookup>[0] = (_, __, answer) => {
    const addresses = answers[asked++ % answers.length] ?? [];
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  const checked = publicLookup(resolve);
  const lookup: typeof checked = (name, options, answer) =>
    checked(name, { ...options, all: true }, (error, found) => {
      if (!error) allowed.push(found as LookupAddress[]);
      answer(
        error ?? Object.assign(new Error('not connected to by this test'), { code: 'ECONNREFUSED' }),
        [],
      );
    });
  return lookup;
}

describe('this test', () => {
  it('would see a connection that strays', async () => {
    const url = new URL(`http://127.0.0.1:${hosts.outsidePort}/`);
    const http = fetchHttp({ plainHosts: [url.host] });
    await http.send({ method: 'GET', url, headers: {}, timeoutMs: 5_000, maxBytes: 99 });

    expect([hosts.strayed(), hosts.heardOutside]).toEqual([[url.host], 1]);
    expect(addressFault(url, [])).toBeDefined();
  });

  it('knows more than a hundred ways outside', () => {
    expect(linksOutside.length + basesRefused.length + oddNames.length + pointers.length).toBeGreaterThan(
      150,
    );
  });
});
