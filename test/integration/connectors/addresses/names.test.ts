import type { LookupAddress } from 'node:dns';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import { testConnection } from '../../../../functions/shared/erp/fetch/test-connection.ts';
import { connector } from '../../../support/erp/addresses/inside.ts';
import { lookupOf } from '../../../support/erp/addresses/lookups.ts';
import { TwoHosts } from '../../../support/erp/addresses/two-hosts.ts';
import { access } from '../../../support/erp/scripted-erp.ts';

/** Where a name leads, with a resolver of the test. */
let hosts: TwoHosts;
beforeAll(async () => {
  hosts = await TwoHosts.open();
  return () => hosts.close();
});
beforeEach(() => hosts.forget());

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
