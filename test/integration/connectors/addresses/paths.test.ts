import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readChanges } from '../../../../functions/shared/erp/envelope.ts';
import { fetchRecord } from '../../../../functions/shared/erp/fetch/fetch-record.ts';
import { shippedConnector } from '../../../support/erp/a-connector.ts';
import { aCompany, insideOf } from '../../../support/erp/addresses/inside.ts';
import { oddNames, pointers } from '../../../support/erp/addresses/paths.ts';
import { TwoHosts } from '../../../support/erp/addresses/two-hosts.ts';
import { asRead } from '../../../support/erp/requests.ts';

/** What becomes a part of an address: ids, companies, and the addresses in webhooks. */
let hosts: TwoHosts;
beforeAll(async () => {
  hosts = await TwoHosts.open();
  return () => hosts.close();
});
beforeEach(() => hosts.forget());

describe.each(['id', 'company'] as const)('an odd %s', (place) => {
  it.each(oddNames)('stays in its place of the path, or is refused: %j', async (odd) => {
    hosts.answers({});
    const asked = fetchRecord(insideOf(hosts, place === 'company' ? { externalCompany: odd } : {}), {
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
  const id = '0c6a6a1e-7f0b-4f9c-8d0e-1d2f3a4b5c6d';
  const withIds = (text: string) =>
    hosts
      .filled(text)
      .replace('{company}', aCompany)
      .replace('{other}', aCompany.replace('5', '6'))
      .replace('{id}', id);

  it.each(pointers)('is read, not asked: %j', async (pointer, told) => {
    const connection = shippedConnector('business-central');
    const clientState = 'x'.repeat(24);
    const body = asRead({ value: [{ clientState, changeType: 'updated', resource: withIds(pointer) }] });
    const read = await readChanges(connection, body, {
      secrets: { clientState },
      externalCompany: aCompany,
    });
    hosts.answers({});
    for (const change of read.changes) await fetchRecord(insideOf(hosts), change);

    expect(JSON.stringify([read.ignored, read.unreadable])).toContain(told ?? '');
    expect(hosts.asked).toEqual(told ? [] : [`GET /api/v2.0/companies(c-1)/customers/${id}`]);
    expect(hosts.strayed()).toEqual([]);
  });
});
