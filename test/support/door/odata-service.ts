import type { Asked, Said } from './fake-api.ts';

export const basicOf = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const ticks = (iso: string) => `/Date(${Date.parse(iso)}+0000)/`;
export const partner = (id: string, name: string, changed: string) => ({
  ...{ __metadata: { etag: 'W/"1"' }, BusinessPartner: id, BusinessPartnerFullName: name },
  ...{ BusinessPartnerIsBlocked: false, LastChangeDateTime: ticks(changed) },
});
const invoice = {
  ...{ BillingDocument: '90000017', SDDocumentCategory: 'M', BillingDocumentIsCancelled: false },
  ...{ PayerParty: '1000001', BillingDocumentDate: '/Date(1772323200000)/', TransactionCurrency: 'EUR' },
  ...{ PurchaseOrderByCustomer: '', CancelledBillingDocument: '', TotalNetAmount: '0.10' },
  ...{ TotalTaxAmount: '0.02', LastChangeDateTime: ticks('2026-03-02T08:00:00Z') },
  to_Item: {
    results: [
      {
        ...{ BillingDocumentItem: '10', SalesDocumentItemCategory: 'TAN', Material: 'F-1' },
        ...{ BillingDocumentItemText: 'Filter', BillingQuantity: '0.100', BillingQuantityUnit: 'PC' },
        ...{ NetAmount: '0.10', TaxAmount: '0.02' },
      },
    ],
  },
};

type Partner = ReturnType<typeof partner>;

/** An OData V2 service: answers wrapped in d, pages by $skip and $top, the items of a document only if asked for. */
export const odataService =
  (partners: ReadonlyMap<string, Partner>) =>
  ({ path, headers, query }: Asked): Said => {
    if (headers.authorization !== basicOf('api', 'secret')) return refusal(401, 'No logon possible');
    if (path.endsWith('/A_BusinessPartner')) return listed(partners, query);
    const [, set, id = ''] = /\/A_([A-Za-z]+)\('([^']+)'\)$/.exec(path) ?? [];
    const document =
      query.get('$expand') === 'to_Item' ? invoice : { ...invoice, to_Item: { __deferred: {} } };
    const found = set === 'BillingDocument' && id === '90000017' ? document : partners.get(id);
    return found ? { json: { d: found } } : refusal(404, 'Not found');
  };

const refusal = (status: number, value: string): Said => ({
  status,
  json: { error: { message: { value } } },
});

function listed(partners: ReadonlyMap<string, Partner>, query: URLSearchParams): Said {
  const since = /^LastChangeDateTime ge datetimeoffset'([^']+)'$/.exec(query.get('$filter') ?? '')?.[1];
  if (since === undefined) return refusal(400, 'Bad filter');
  const skip = Number(query.get('$skip'));
  const changed = [...partners.values()].filter(
    ({ LastChangeDateTime }) => Number(/\d+/.exec(LastChangeDateTime)?.[0]) >= Date.parse(since),
  );
  return { json: { d: { results: changed.slice(skip, skip + Number(query.get('$top'))) } } };
}
