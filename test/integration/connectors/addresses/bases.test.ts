import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addressFault, enteredAddressFault } from '../../../../functions/shared/erp/fetch/address-fault.ts';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import { testConnection } from '../../../../functions/shared/erp/fetch/test-connection.ts';
import { shippedConnector } from '../../../support/erp/a-connector.ts';
import { basesRefused } from '../../../support/erp/addresses/bases.ts';
import { aCompany, connector } from '../../../support/erp/addresses/inside.ts';
import { linksOutside } from '../../../support/erp/addresses/links.ts';
import { nobodyAsked } from '../../../support/erp/addresses/lookups.ts';
import { oddNames, pointers } from '../../../support/erp/addresses/paths.ts';
import { TwoHosts } from '../../../support/erp/addresses/two-hosts.ts';
import { access } from '../../../support/erp/scripted-erp.ts';

/** What a person enters: nothing but the public internet is ever connected to. */
let hosts: TwoHosts;
beforeAll(async () => {
  hosts = await TwoHosts.open();
  return () => hosts.close();
});
beforeEach(() => hosts.forget());

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
      externalCompany: aCompany,
      settings: { tokenUrl, localCurrency: 'EUR' },
    };
    const secrets = { clientState: 'x'.repeat(24), clientId: 'i', clientSecret: 's' };

    expect(await testConnection(access(withToken, http, { connection, secrets }))).toMatchObject({
      ok: false,
    });
    expect([hosts.strayed(), hosts.asked]).toEqual([[], []]);
  });
});

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
