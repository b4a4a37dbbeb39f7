import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildConnector, loadConnector } from '../../../../functions/shared/erp/connectors.ts';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import { fetchRecord } from '../../../../functions/shared/erp/fetch/fetch-record.ts';
import { pullPage } from '../../../../functions/shared/erp/fetch/pull-page.ts';
import { isSignedByOauth1 } from '../../../support/erp/asking/oauth1.ts';
import { served, type Reply, type ServedErp } from '../../../support/erp/asking/served-erp.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const secrets = {
  ...{ consumerKey: 'c9f1', consumerSecret: 'consumer secret & more', tokenId: 't77' },
  tokenSecret: 'token+secret',
};
const customer = (id: number) => ({
  ...{ id: String(id), entityId: `CUST${id}`, companyName: 'Alm Dairy', isInactive: 'F' },
  lastModifiedDate: '2026-02-03T08:15:00Z',
});

let erp: ServedErp;
afterEach(() => erp.stop());

/** Two pages of customers, for whoever signs each request anew. */
async function anErp() {
  const nonces = new Set<string>();
  erp = await served((call): Reply => {
    if (!isSignedByOauth1(call, secrets, nonces)) return { status: 401, body: { title: 'Invalid login' } };
    if (call.path !== 'customer') return { body: customer(1017) };
    const isFirst = call.query.get('offset') === '0';
    return { body: { items: [customer(isFirst ? 1017 : 1018)], hasMore: isFirst } };
  });
}

const access = (connector = loadConnector('test/connectors/own-proof'), known: object = secrets) => ({
  connector,
  connection: {
    ...{ connectionId: 'asked', company: 'c1', connector: connector.name, secretName: 'asked' },
    ...{ baseUrl: erp.baseUrl, settings: { account: '4711_SB1' } },
  },
  secrets: known as typeof secrets,
  http: fetchHttp({ plainHosts: ['127.0.0.1'] }),
});
const pointer = { resource: 'customer', externalId: '1017' };

describe('an ERP whose proof no manifest declares', () => {
  it('is asked with the headers that the connector’s hook makes, for each request anew', async () => {
    await anErp();
    const since = '2026-02-01T00:00:00.000Z';
    const first = await pullPage(access(), { entity: 'debtor', resource: 'customer', since });
    const request = { entity: 'debtor', resource: 'customer', since, cursor: first.nextCursor } as const;
    const second = await pullPage(access(), request);

    expect([...first.payloads, ...second.payloads]).toEqual([customer(1017), customer(1018)]);
    expect(await fetchRecord(access(), pointer)).toEqual({ gone: false, payload: customer(1017) });
    expect(erp.calls[0]?.headers.authorization).toMatch(/^OAuth realm="4711_SB1"/);
  });

  it('refuses a wrong secret, in words that do not show it', async () => {
    await anErp();
    const wrong = { ...secrets, tokenSecret: 'outdated token secret' };
    const refused: unknown = await fetchRecord(access(undefined, wrong), pointer).catch(
      (error: unknown) => error,
    );

    expect(String(refused)).toContain('Invalid login');
    expect(String(refused)).not.toContain('outdated');
  });
});

describe('a hook', () => {
  it('of a connector that did not ship is not run, and nothing is sent', async () => {
    await anErp();
    const { manifest, sources } = loadConnector('test/connectors/own-proof');

    await expect(fetchRecord(access(buildConnector(manifest, sources)), pointer)).rejects.toThrow(
      'did not ship',
    );
    expect(erp.calls).toEqual([]);
  });

  it.each([
    ['has no such function', 'export const other = 1;', 'exports no function "headersOf"'],
    ['yields something else', 'export const headersOf = () => ({ authorization: 7 });', 'expected string'],
    ['yields a line break', 'export const headersOf = () => ({ a: "b\\nc: d" });', 'Invalid string'],
  ])('that %s is a bug, and nothing is sent', async (_, code, reason) => {
    await anErp();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'oauth1.mjs'), code);
    const connector = { ...loadConnector('test/connectors/own-proof'), folder };

    await expect(fetchRecord(access(connector), pointer)).rejects.toThrow(reason);
    expect(erp.calls).toEqual([]);
  });
});
