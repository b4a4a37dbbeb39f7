import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pullPage, type PulledPage } from '../../../../functions/shared/erp/fetch/pull-page.ts';
import { connector, insideOf, linking } from '../../../support/erp/addresses/inside.ts';
import { linksInside, linksOutside } from '../../../support/erp/addresses/links.ts';
import { TwoHosts } from '../../../support/erp/addresses/two-hosts.ts';

/** What an answer links to: the production runtime over real sockets, and every connection that it tries. */
let hosts: TwoHosts;
beforeAll(async () => {
  hosts = await TwoHosts.open();
  return () => hosts.close();
});
beforeEach(() => hosts.forget());

/** The first page and, where it names one, the second. */
async function twoPages(by = connector): Promise<PulledPage> {
  const request = { entity: 'debtor', resource: 'customers', since: '2026-01-01T00:00:00Z' } as const;
  const { nextCursor } = await pullPage({ ...insideOf(hosts), connector: by }, request);
  return pullPage({ ...insideOf(hosts), connector: by }, { ...request, cursor: nextCursor });
}

const fitsAHeader = (link: string): boolean => /^[!-=?-~]+$/.test(link);

describe('a next-page link', () => {
  it.each(linksOutside)('that leads outside is refused: %j', async (link) => {
    hosts.answers({ value: [], '@odata.nextLink': hosts.filled(link) });

    await expect(twoPages()).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringMatching(
        /^An address outside http:\/\/127\.0\.0\.1:\d+\/api\/v2\.0\/.* was refused\.$/,
      ),
    });
    expect([hosts.strayed(), hosts.asked.length]).toEqual([[], 1]);
  });

  it.each(linksInside)('of the same list is followed: %j', async (link) => {
    hosts.answers({ value: [], '@odata.nextLink': hosts.filled(link) });
    await twoPages();

    expect(hosts.asked).toHaveLength(2);
    expect(hosts.asked[1]).toMatch(/^GET \/api\/v2\.0\/companies\((c-1|C-1|c%2D1)\)\/customers\?/);
  });

  it.each(linksOutside.filter(fitsAHeader))('in a header is refused likewise: %j', async (link) => {
    hosts.answers({ value: [] }, 200, { link: `<${hosts.filled(link)}>; rel="next"` });

    await expect(twoPages(linking)).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringMatching(/was refused\.$/),
    });
    expect([hosts.strayed(), hosts.asked.length]).toEqual([[], 1]);
  });

  it('is read from where the manifest says, not from a header', async () => {
    hosts.answers({ value: [] }, 200, { link: hosts.filled('<http://{outside}/api/v2.0/next>; rel="next"') });
    await twoPages();

    expect([hosts.strayed(), new Set(hosts.asked).size]).toEqual([[], 1]);
  });
});
