import type { CompanySettings, CompanySettingsFields } from '../../../domain/records/company-settings.ts';
import { problem } from '../../../domain/refusal.ts';
import { isKnownCountry } from '../../../domain/vat/countries.ts';
import { assertVersion, requiredVersion } from '../../shared/http/entity-tag.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import { getCompanySettings, saveCompanySettings } from '../../shared/store/company-settings.ts';
import { getConnection } from '../../shared/store/connections.ts';
import { firstVersion, nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { assertFine, noSuch } from '../refused.ts';

export async function requireSettings(
  { store }: Pick<AdminPorts, 'store'>,
  company: string,
): Promise<CompanySettings> {
  const settings = await getCompanySettings(store, company);
  if (!settings) throw new HttpProblem('not-found', 'The company has no settings yet; PUT them first.');
  return settings;
}

/** The first settings need no version; whoever replaces them says which they saw. The letterhead stays. */
export async function replaceSettings(
  ports: AdminPorts,
  { company, ifMatch }: { readonly company: string; readonly ifMatch: string | undefined },
  fields: CompanySettingsFields,
): Promise<CompanySettings> {
  assertKnownCountry(fields);
  await assertTakesOrders(ports, company, fields);
  const current = await getCompanySettings(ports.store, company);
  if (!current) return saveCompanySettings(ports.store, { ...fields, ...firstVersion(ports, company) });
  assertVersion(current.version, requiredVersion(ifMatch));
  const { createdAt, letterhead } = current;
  return saveCompanySettings(ports.store, {
    ...{ ...fields, company, createdAt },
    ...nextVersionOf(ports, current),
    ...(letterhead && { letterhead }),
  });
}

/** Without one, no VAT could be decided and no quote be made (O-3). */
function assertKnownCountry({ seller }: CompanySettingsFields): void {
  const { country } = seller.address;
  if (isKnownCountry(country)) return;
  assertFine([problem('seller.address.country', 'country-unknown', `There is no country ${country}.`)]);
}

async function assertTakesOrders(
  ports: AdminPorts,
  company: string,
  { ordersTo }: CompanySettingsFields,
): Promise<void> {
  if (ordersTo === 'no-erp') return;
  const { connectionId } = ordersTo;
  const field = 'ordersTo.connectionId';
  const connection = await getConnection(ports.store, company, connectionId);
  if (!connection) throw noSuch(field, `connection ${connectionId}`);
  const connector = (await ports.connectors()).get(connection.connector);
  if (connector?.manifest.outbound) return;
  const reason = `The connector ${connection.connector} only reads; name a connection that takes orders, or "no-erp".`;
  assertFine([problem(field, 'connector-only-reads', reason)]);
}
