import {
  priceAgreementSchema,
  type PriceAgreement,
  type PriceAgreementFields,
} from '../../../domain/records/price-agreement.ts';
import { problem } from '../../../domain/refusal.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { notFound } from '../../shared/http/problem.ts';
import {
  deletePriceAgreement,
  getPriceAgreement,
  savePriceAgreement,
} from '../../shared/store/price-agreements.ts';
import { getProduct } from '../../shared/store/products.ts';
import { given, type Changes } from '../accounts/given-fields.ts';
import { requireOpenAccount } from '../accounts/require-account.ts';
import { firstVersion, nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { assertFine, noSuch } from '../refused.ts';

export interface PriceAgreementVersion {
  readonly company: string;
  readonly priceAgreementId: string;
  readonly expectedVersion: number;
}

export async function addPriceAgreement(
  ports: AdminPorts,
  company: string,
  fields: PriceAgreementFields,
): Promise<PriceAgreement> {
  await assertMeaningful(ports, company, fields);
  const priceAgreementId = `pra_${ports.newId()}`;
  return savePriceAgreement(ports.store, { ...fields, ...firstVersion(ports, company), priceAgreementId });
}

/** Quotes made before keep the price they were made with (P-3). */
export async function changePriceAgreement(
  ports: AdminPorts,
  address: PriceAgreementVersion,
  changes: Changes<PriceAgreementFields>,
): Promise<PriceAgreement> {
  const agreement = await expected(ports, address);
  const next = priceAgreementSchema.parse({
    ...agreement,
    ...given(changes),
    ...nextVersionOf(ports, agreement),
  });
  await assertMeaningful(ports, address.company, next);
  return savePriceAgreement(ports.store, next);
}

export async function removePriceAgreement(ports: AdminPorts, address: PriceAgreementVersion): Promise<void> {
  await deletePriceAgreement(ports.store, await expected(ports, address));
}

export async function requirePriceAgreement(
  { store }: AdminPorts,
  company: string,
  priceAgreementId: string,
): Promise<PriceAgreement> {
  const agreement = await getPriceAgreement(store, company, priceAgreementId);
  if (!agreement) throw notFound(`price agreement ${priceAgreementId}`);
  return agreement;
}

async function expected(
  ports: AdminPorts,
  { company, priceAgreementId, expectedVersion }: PriceAgreementVersion,
): Promise<PriceAgreement> {
  const agreement = await requirePriceAgreement(ports, company, priceAgreementId);
  assertVersion(agreement.version, expectedVersion);
  return agreement;
}

async function assertMeaningful(
  { store }: AdminPorts,
  company: string,
  { for: party, on, validFrom, validUntil }: PriceAgreementFields,
): Promise<void> {
  if (validFrom && validUntil && validUntil <= validFrom) {
    const reason = 'The first day it no longer holds must be after the first day it holds.';
    assertFine([problem('validUntil', 'period-empty', reason)]);
  }
  if ('accountId' in party) await requireOpenAccount(store, company, party.accountId);
  if (!('productId' in on)) return;
  if (!(await getProduct(store, company, on.productId)))
    throw noSuch('on.productId', `product ${on.productId}`);
}
