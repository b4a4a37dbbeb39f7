import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { adminRoutes } from '../../../../functions/serve-admin-api/routes/index.ts';
import { createHttpApi } from '../../../../functions/shared/http/http-api.ts';
import { everyRole, type Role } from '../../../../functions/shared/http/roles.ts';
import { openStore } from '../../../../functions/shared/store/store.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';
import { anHttpEvent } from '../../../support/http/http-event.ts';
import { memoryOfRequests } from '../../../support/http/memory-of-requests.ts';
import { tablesBySdk } from '../../../support/aws/tables-by-sdk.ts';

const everybody = 'reader sales service accounting integrator operator';
const sellers = 'sales service operator';
const couplers = 'sales accounting integrator operator';
const payloads = 'accounting integrator operator';
const offering = 'sales operator';
const releasers = 'sales accounting operator';
const administrators = 'accounting operator';
const technicians = 'integrator operator';

/** Written by hand, apart from the routes: a change of rights has to be meant twice. */
const rights: Record<string, string> = {
  'GET /accounts': everybody,
  'POST /accounts': sellers,
  'GET /accounts/{accountId}': everybody,
  'PATCH /accounts/{accountId}': sellers,
  'DELETE /accounts/{accountId}': sellers,
  'POST /accounts/{accountId}/merge': sellers,
  'GET /contacts': everybody,
  'POST /contacts': sellers,
  'GET /contacts/{contactId}': everybody,
  'PATCH /contacts/{contactId}': sellers,
  'DELETE /contacts/{contactId}': sellers,
  'GET /debtors': everybody,
  'GET /debtors/{debtorId}': everybody,
  'POST /debtors/{debtorId}/merge': couplers,
  'GET /couplings': everybody,
  'GET /couplings/{couplingId}': everybody,
  'POST /couplings/{couplingId}/confirm': couplers,
  'POST /couplings/{couplingId}/reject': couplers,
  'POST /couplings/{couplingId}/undo': couplers,
  'GET /products': everybody,
  'GET /products/{productId}': everybody,
  'GET /price-agreements': everybody,
  'POST /price-agreements': offering,
  'GET /price-agreements/{priceAgreementId}': everybody,
  'PATCH /price-agreements/{priceAgreementId}': offering,
  'DELETE /price-agreements/{priceAgreementId}': offering,
  'GET /opportunities': everybody,
  'POST /opportunities': offering,
  'GET /opportunities/{opportunityId}': everybody,
  'PATCH /opportunities/{opportunityId}': offering,
  'DELETE /opportunities/{opportunityId}': offering,
  'GET /pipeline': everybody,
  'POST /opportunities/{opportunityId}/quotes': offering,
  'GET /quotes': everybody,
  'POST /quotes': offering,
  'POST /quotes/price': everybody,
  'GET /quotes/{quoteId}': everybody,
  'PATCH /quotes/{quoteId}': offering,
  'GET /quotes/{quoteId}/document': everybody,
  'POST /quotes/{quoteId}/send': offering,
  'POST /quotes/{quoteId}/revise': offering,
  'POST /quotes/{quoteId}/decline': offering,
  'POST /quotes/{quoteId}/accept': offering,
  'GET /orders': everybody,
  'GET /orders/{orderId}': everybody,
  'GET /orders/{orderId}/invoices': everybody,
  'POST /orders/{orderId}/hand-over': offering,
  'POST /orders/{orderId}/release': releasers,
  'POST /orders/{orderId}/cancel': offering,
  'GET /ledger/hand-overs': administrators,
  'GET /ledger/entries': administrators,
  'GET /ledger/history': administrators,
  'GET /ledger/heads': administrators,
  'GET /ledger/verify': administrators,
  'GET /ledger/export': administrators,
  'GET /agreements': everybody,
  'GET /agreements/{agreementId}': everybody,
  'GET /projects': everybody,
  'GET /projects/{projectId}': everybody,
  'GET /company-settings': everybody,
  'PUT /company-settings': administrators,
  'GET /company-settings/letterhead': everybody,
  'PUT /company-settings/letterhead': administrators,
  'DELETE /company-settings/letterhead': administrators,
  'GET /invoices': everybody,
  'GET /invoices/{invoiceId}': everybody,
  'GET /invoices/{invoiceId}/lines': everybody,
  'GET /invoices/{invoiceId}/document': everybody,
  'GET /invoice-series': everybody,
  'GET /invoice-totals': everybody,
  'GET /deliveries': everybody,
  'GET /deliveries/{deliveryId}': everybody,
  'GET /deliveries/{deliveryId}/body': payloads,
  'GET /deliveries/{deliveryId}/result': payloads,
  'GET /deliveries/{deliveryId}/attempts': everybody,
  'GET /parked': everybody,
  'POST /parked/release': technicians,
  'POST /parked/discard': technicians,
  'POST /deliveries/{deliveryId}/release': technicians,
  'POST /deliveries/{deliveryId}/discard': technicians,
  'POST /deliveries/replay': technicians,
  'GET /connections': everybody,
  'POST /connections': technicians,
  'GET /connections/{connectionId}': everybody,
  'PATCH /connections/{connectionId}': technicians,
  'POST /connections/{connectionId}/rotate-secret': technicians,
  'POST /connections/{connectionId}/test': technicians,
  'POST /connections/{connectionId}/pause': technicians,
  'POST /connections/{connectionId}/resume': technicians,
  'POST /connections/{connectionId}/pull': technicians,
  'POST /connections/{connectionId}/compare': technicians,
  'POST /connections/{connectionId}/trials': technicians,
  'POST /connections/{connectionId}/rehearsals': technicians,
  'POST /connections/{connectionId}/first-loads': technicians,
  'GET /connections/{connectionId}/first-loads/{firstLoadId}': everybody,
  'POST /connections/{connectionId}/first-loads/{firstLoadId}/resume': technicians,
  'GET /connectors': everybody,
  'GET /health': everybody,
  'GET /health/live': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/{asset}': 'public',
};

const table = mockClient(DynamoDBClient);
// Empty tables: whoever may enter meets 404 or an empty list.
beforeEach(() => void table.onAnyCommand().resolves({}));
const names = { CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'links', DELIVERIES_TABLE: 'deliveries' };
const client = new DynamoDBClient({ region: 'eu-central-1' });
const api = createHttpApi(adminRoutes, {
  ports: testPorts(openStore(names, tablesBySdk(client))),
  memory: memoryOfRequests(),
  reportBug: (error) => {
    throw error;
  },
});

const exampleIds: Record<string, string> = {
  accountId: 'acc_0001',
  contactId: 'con_0001',
  debtorId: 'deb_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  productId: 'prd_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  invoiceId: 'inv_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  couplingId: 'cpl_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  deliveryId: '0198f0b2-c7d4-7a1e-9b53-1c2d3e4f5a6b',
  connectionId: 'acme-bc',
  firstLoadId: '0198f0b2-c7d4-7a1e-9b53-1c2d3e4f5a6b',
  opportunityId: 'opp_0001',
  quoteId: 'quo_0001',
  orderId: 'ord_0001',
  agreementId: 'agr_0001',
  projectId: 'prj_0001',
  priceAgreementId: 'pra_0001',
  asset: 'start.js',
};
const concrete = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => exampleIds[name] ?? '');

async function statusFor(route: string, roles: readonly Role[]): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await api(anHttpEvent(method, concrete(path), { roles, headers: { 'if-match': '"1"' } }));
  return answer.statusCode ?? 0;
}

it('has a right for every route, and for no other', () => {
  const routes = adminRoutes.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(rights).toSorted()).toEqual(routes.toSorted());
});

describe.each(Object.entries(rights))('%s', (route, allowed) => {
  it.each(everyRole)(`to a ${'%s'} is as the table says`, async (role) => {
    const mayEnter = allowed === 'public' || allowed.split(' ').includes(role);
    expect((await statusFor(route, [role])) === 403).toBe(!mayEnter);
  });

  it('is open to nobody without a role, unless public', async () => {
    expect((await statusFor(route, [])) === 403).toBe(allowed !== 'public');
  });
});

it.each(Object.entries(rights).filter(([, allowed]) => allowed !== 'public'))(
  '%s is closed to a token without a company',
  async (route) => {
    const [method = '', path = ''] = route.split(' ');
    const answer = await api(
      anHttpEvent(method, concrete(path), { company: null, headers: { 'if-match': '"1"' } }),
    );
    expect(answer.statusCode).toBe(403);
  },
);
