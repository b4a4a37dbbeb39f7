import { randomUUID } from 'node:crypto';
import type { CanonicalProduct } from '../../../domain/canonical/product.ts';
import type { AdminPorts } from '../../../functions/serve-admin-api/ports.ts';
import { saveCompanySettings } from '../../../functions/shared/store/company-settings.ts';
import { productLayout } from '../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../functions/shared/store/mirror-records.ts';
import { numberWrite } from '../../../functions/shared/store/numbers.ts';
import { batchWrite } from '../../../functions/shared/store/batch-write.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../admin-api/admin-client.ts';
import { aProduct } from '../admin-api/stored-records.ts';
import { testPorts, type TestPorts } from '../admin-api/test-ports.ts';
import { companySettings } from './sale-records.ts';

/** A company with settings and an account, and the Admin API as its people use it. */
export interface SellingCompany {
  readonly company: string;
  readonly ports: TestPorts;
  readonly call: AdminClient;
  readonly accountId: string;
  /** Puts a product into the catalogue, as a delivery would. */
  readonly offer: (canonical: Partial<CanonicalProduct>) => Promise<string>;
  readonly post: (path: string, body?: object) => Promise<AdminAnswer>;
  readonly patch: (path: string, version: number, body: object) => Promise<AdminAnswer>;
}

const austrian = { street: 'Ring 1', postalCode: '1010', city: 'Wien', country: 'AT' };

export async function aSellingCompany(
  store: Store,
  overrides: Partial<AdminPorts> & { readonly settings?: Parameters<typeof companySettings>[0] } = {},
): Promise<SellingCompany> {
  const { settings, ...others } = overrides;
  const company = `c-${randomUUID().slice(0, 12)}`;
  let count = 0;
  const newId = () => `0198f0b2-c7d4-7a1e-9b53-${String((count += 1)).padStart(12, '0')}`;
  const ports = testPorts(store, { newId, ...others });
  const client = adminClient(ports);
  const call: AdminClient = (method, path, options = {}) => client(method, path, { company, ...options });
  await saveCompanySettings(store, companySettings({ company, ...settings }));
  const body = { name: 'Musterbau GmbH', address: austrian, vatId: 'ATU12345675' };
  const account = (await call('POST', '/accounts', { body })).body as { accountId: string };
  return {
    ...{ company, ports, call, accountId: account.accountId },
    offer: (canonical) => putProduct(store, company, canonical),
    post: (path, sent) => call('POST', path, sent ? { body: sent } : {}),
    patch: (path, version, sent) =>
      call('PATCH', path, { headers: { 'if-match': `"${version}"` }, body: sent }),
  };
}

async function putProduct(
  store: Store,
  company: string,
  canonical: Partial<CanonicalProduct>,
): Promise<string> {
  const number = canonical.number ?? '1896-S';
  const product = aProduct(
    {
      ...{ externalId: `p-${number}`, number, unit: 'Stk', listPrice: { amount: '100', currency: 'EUR' } },
      ...canonical,
    },
    { company },
  );
  await putMirrored(store, { layout: productLayout, record: product }, 'absent');
  const { recordId } = product;
  await batchWrite(store, [numberWrite(store, { company, entity: 'product', number, recordId })]);
  return recordId;
}
