import { describe, expect, it } from 'vitest';
import { fetchRecord } from '../../../../../../functions/shared/erp/fetch/fetch-record.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const mapping = { kind: 'canonical' } as const;
const odd = `Mühle "Zur" \\ O'Neil`;

async function askedFor(quoting: 'none' | 'odata' | 'json', value: string) {
  const fetch = { path: 'things', query: { q: 'id={id};of={company}' }, quoting };
  const connector = aConnector({
    identity: { id: 'id', pattern: '.{1,40}' },
    http: { authentication: { kind: 'none' }, test: { path: '' } } as never,
    resources: { things: { entity: 'debtor', payload: 'complete', mapping, fetch } },
  });
  const erp = scriptedErp([{ body: { id: value } }]);
  const known = access(connector, erp);
  const connection = { ...known.connection, externalCompany: value };
  await fetchRecord({ ...known, connection }, { resource: 'things', externalId: value });
  return erp.asked[0]?.url.searchParams.get('q');
}

describe('values inside the quotes of a filter', () => {
  it.each([
    ['none', odd],
    ['odata', odd.replace("'", "''")],
    ['json', JSON.stringify(odd).slice(1, -1)],
  ] as const)('as %s: neither an id nor the company can end its quote', async (quoting, written) => {
    expect(await askedFor(quoting, odd)).toBe(`id=${written};of=${written}`);
  });
});
