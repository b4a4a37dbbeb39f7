import type { DraftLine, SaleContext } from '../../../domain/quotes/quote-draft.ts';
import type { Account } from '../../../domain/records/account.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { DocumentLocale } from '../../../domain/records/quote.ts';
import { vatCountry } from '../../../domain/vat/vat-country.ts';
import { vatIdStateOf } from '../../../domain/vat/vat-id-state.ts';
import { getDebtor } from '../../shared/store/debtors.ts';
import { listLinkedDebtorIds } from '../../shared/store/links.ts';
import { pricesFor } from '../../shared/store/price-agreements.ts';
import type { Store } from '../../shared/store/store.ts';
import { offeredProducts } from './offered-products.ts';

/** To whom, by whom and when something is sold. */
export interface Sale {
  readonly account: Account;
  readonly settings: CompanySettings;
  readonly date: string;
  readonly currency: string;
  readonly locale: DocumentLocale;
}

/** Everything that prices and VAT of these lines depend on, read at one moment. */
export async function readSaleContext(
  store: Store,
  sale: Sale,
  lines: readonly DraftLine[],
): Promise<SaleContext> {
  const { account, settings, date, currency, locale } = sale;
  const { company, accountId } = account;
  const connectionId = settings.ordersTo === 'no-erp' ? undefined : settings.ordersTo.connectionId;
  const debtor = await debtorOf(store, account, connectionId);
  const priceGroup = debtor?.canonical.priceGroup ?? undefined;
  const asked = lines.flatMap((line) => ('product' in line && line.product ? [line.product] : []));
  const [products, agreements] = await Promise.all([
    offeredProducts(store, { company, asked, connectionId }),
    pricesFor(store, { company, accountId, priceGroup }),
  ]);
  return {
    ...{ account: { accountId, priceGroup }, products, agreements, date, currency, locale },
    homeCurrency: settings.currency,
    vat: vatFacts(settings, account, debtor),
  };
}

/** The debtor an order would go to: of the ERP that takes orders, else any; of several the one with the lowest number. */
async function debtorOf(
  store: Store,
  { company, accountId }: Account,
  connectionId: string | undefined,
): Promise<DebtorRecord | undefined> {
  const ids = await listLinkedDebtorIds(store, company, accountId);
  const debtors = await Promise.all(ids.map((id) => getDebtor(store, company, id)));
  const standing = debtors
    .filter((debtor) => debtor !== undefined)
    .filter(({ deletedAt, survivorId }) => deletedAt === undefined && survivorId === undefined)
    .toSorted((one, other) => (numberOf(one) < numberOf(other) ? -1 : 1));
  return standing.find((debtor) => debtor.connectionId === connectionId) ?? standing[0];
}

const numberOf = ({ canonical, externalId }: DebtorRecord): string => canonical.number ?? externalId;

/** What people know of the account comes before what the ERP knows of its debtor. */
function vatFacts(
  { seller, vat: rates }: CompanySettings,
  account: Account,
  debtor: DebtorRecord | undefined,
): SaleContext['vat'] {
  const vatId = account.vatId ?? debtor?.canonical.vatId;
  const address = account.address?.country ? account.address : debtor?.canonical.address;
  const buyerCountry = vatCountry(address, vatId);
  return {
    rates,
    sellerCountry: vatCountry(seller.address, seller.vatId),
    buyerCountry,
    buyerKind: account.buyerKind ?? 'business',
    vatIdState: vatIdStateOf(vatId, buyerCountry),
  };
}
