import { describe, expect, it } from 'vitest';
import { comparedResources } from '../../../functions/shared/erp/compared-resources.ts';
import { fetchRecord } from '../../../functions/shared/erp/fetch/fetch-record.ts';
import { listKeys } from '../../../functions/shared/erp/fetch/list-keys.ts';
import { changesOfPage, pullPage } from '../../../functions/shared/erp/fetch/pull-page.ts';
import { pulledResources } from '../../../functions/shared/erp/pulled-resources.ts';
import { shippedConnector } from '../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../support/erp/scripted-erp.ts';

const connector = shippedConnector('erpnext');
const settings = { timeZone: 'Europe/Vienna' };
const ODD = 'Bäckerei "Zur Mühle"/Wien';

function asked(...script: ScriptedAnswer[]) {
  const erp = scriptedErp(script);
  const connection = { baseUrl: 'https://site.example/api', externalCompany: 'Die "Firma"', settings };
  const secrets = { apiKey: 'key', apiSecret: 'secret' };
  return { erp: access(connector, erp, { connection, secrets }), questions: () => erp.asked.map(shown) };
}

const shown = ({ url, headers }: { url: URL; headers: Readonly<Record<string, string>> }) => ({
  path: url.pathname.replace('/api/', ''),
  filters: JSON.parse(url.searchParams.get('filters') ?? '[]') as unknown,
  fields: JSON.parse(url.searchParams.get('fields') ?? '[]') as unknown,
  order: [url.searchParams.get('order_by'), url.searchParams.get('limit_page_length')],
  doctype: url.searchParams.get('doctype'),
  authorization: headers['authorization'],
});
const inOrder = ['name asc', '200'];
const after = (name: string) => ['name', '>', name];

describe('a record is read with what stands in records of its own', () => {
  it('a customer with its addresses; no name, however odd, changes what is asked', async () => {
    const address = { name: 'A', city: 'Wien' };
    const { erp, questions } = asked({ body: { data: { name: ODD } } }, { body: { data: [address] } });
    const fetched = await fetchRecord(erp, { resource: 'customers', externalId: ODD });

    expect(fetched).toEqual({ gone: false, payload: { name: ODD, addresses: [address] } });
    expect(questions()).toMatchObject([
      {
        path: 'resource/Customer/B%C3%A4ckerei%20%22Zur%20M%C3%BChle%22%2FWien',
        authorization: 'token key:secret',
      },
      {
        path: 'resource/Address',
        filters: [
          ['Dynamic Link', 'link_doctype', '=', 'Customer'],
          ['Dynamic Link', 'link_name', '=', ODD],
          after(' '),
        ],
        order: inOrder,
      },
    ]);
  });

  it('an item with its selling prices', async () => {
    const { erp, questions } = asked({ body: { data: { name: 'A' } } }, { body: { data: [] } });
    await fetchRecord(erp, { resource: 'item-prices', externalId: 'A' });

    expect(questions()).toMatchObject([
      { path: 'resource/Item/A' },
      {
        path: 'resource/Item%20Price',
        fields: ['*'],
        filters: [['item_code', '=', 'A'], ['selling', '=', 1], after(' ')],
      },
    ]);
  });

  it.each(['invoices', 'orders'])(
    '%s come with their tables; what does not exist is gone',
    async (resource) => {
      const { erp, questions } = asked({ status: 404, body: { exc_type: 'DoesNotExistError' } });

      expect(await fetchRecord(erp, { resource, externalId: 'X-1' })).toEqual({ gone: true });
      expect(questions()[0]?.path).toBe(
        `resource/Sales%20${resource === 'invoices' ? 'Invoice' : 'Order'}/X-1`,
      );
    },
  );

  it('a 404 of anything else never deletes', async () => {
    const { erp } = asked({ status: 404, body: { exc_type: 'PageDoesNotExistError' } });

    await expect(fetchRecord(erp, { resource: 'orders', externalId: 'X-1' })).rejects.toThrow(/answered 404/);
  });

  it('a busy site is asked again', async () => {
    for (const busy of [{ status: 508 }, { status: 417, body: { exc_type: 'QueryTimeoutError' } }])
      await expect(fetchRecord(asked(busy).erp, { resource: 'orders', externalId: 'X-1' })).rejects.toThrow(
        expect.objectContaining({ name: 'ErpUnavailableError' }),
      );
    const refused = asked({ status: 417, body: { message: 'Field not permitted' } });
    await expect(fetchRecord(refused.erp, { resource: 'orders', externalId: 'X-1' })).rejects.toThrow(
      /417: Field not permitted\. Mend it/,
    );
  });
});

describe('what changed since', () => {
  const since = '2026-07-01T10:00:00.500Z';
  const from = ['modified', '>=', '2026-07-01 12:00:00'];
  const ours = ['company', '=', 'Die "Firma"'];

  it.each([
    ['customers', 'debtor', 'Customer', [from], 'name'],
    [
      'customer-addresses',
      'debtor',
      'Address',
      [from, ['Dynamic Link', 'link_doctype', '=', 'Customer']],
      'customer',
    ],
    ['items', 'product', 'Item', [from], 'name'],
    ['item-prices', 'product', 'Item%20Price', [from, ['selling', '=', 1]], 'item_code'],
    ['invoices', 'invoice', 'Sales%20Invoice', [from, ours], 'name'],
    ['orders', 'order', 'Sales%20Order', [from, ours], 'name'],
  ] as const)(
    '%s: in the time of the site, in the order of names, to be read by id',
    async (resource, entity, doctype, filters, id) => {
      const row = { name: 'row', modified: '2026-07-01 12:30:00.000001', [id]: ODD };
      const { erp, questions } = asked({ body: { data: [row] } });
      const page = await pullPage(erp, { entity, resource, since });
      const changes = changesOfPage(connector, { resource, settings }, page.payloads);

      expect(questions()).toMatchObject([
        { path: `resource/${doctype}`, filters: [...filters, after(' ')], order: inOrder },
      ]);
      expect(questions()[0]?.fields).toEqual(
        expect.arrayContaining([
          'name',
          'modified',
          ...(id === 'item_code' ? [id] : []),
          ...(id === 'customer' ? ['links.link_name as customer'] : []),
        ]),
      );
      expect(page.newest).toBe('2026-07-01T10:30:00.000001Z');
      expect(changes).toEqual([{ entity, resource, change: 'updated', externalId: ODD, at: page.newest }]);
    },
  );

  it('goes on after the last name of a full page: what changes meanwhile shifts nothing', async () => {
    const full = Array.from({ length: 200 }, (_, place) => ({
      name: `${ODD} ${place}`,
      modified: '2026-07-01 12:30:00',
    }));
    const { erp, questions } = asked({ body: { data: full } }, { body: { data: [] } });
    const first = await pullPage(erp, { entity: 'debtor', resource: 'customers', since });
    const last = await pullPage(erp, {
      entity: 'debtor',
      resource: 'customers',
      since,
      cursor: first.nextCursor,
    });

    expect(questions()[1]?.filters).toEqual([from, after(`${ODD} 199`)]);
    expect(last.nextCursor).toBeUndefined();
  });

  it('names every kind of record that can be pulled', () => {
    expect(pulledResources(connector, 'debtor')).toEqual(['customers', 'customer-addresses']);
    expect(pulledResources(connector, 'product')).toEqual(['items', 'item-prices']);
  });
});

describe('all names, to find what was deleted or renamed in silence', () => {
  it.each([
    ['customers', 'debtor', 'Customer'],
    ['items', 'product', 'Item'],
  ] as const)('%s with how many there are', async (resource, entity, doctype) => {
    const { erp, questions } = asked({ body: { message: 1 } }, { body: { data: [{ name: ODD }] } });

    expect(comparedResources(connector, entity)).toEqual([resource]);
    expect(await listKeys(erp, { resource })).toEqual({ externalIds: [ODD], cursor: undefined, stated: 1 });
    expect(questions()).toMatchObject([
      { path: 'method/frappe.client.get_count', doctype },
      { path: `resource/${doctype}`, fields: ['name'], filters: [after(' ')], order: inOrder },
    ]);
  });
});
