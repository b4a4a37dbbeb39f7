import { referenceOf } from '../../../domain/ledger/reference.ts';
import { formatNumber, seriesKey } from '../../../domain/numbers/number-series.ts';
import { winOpportunity } from '../../../domain/opportunities/change-opportunity.ts';
import { acceptQuote, type AcceptedParts } from '../../../domain/orders/accept-quote.ts';
import type { AcceptedLine } from '../../../domain/orders/choose-lines.ts';
import { splitOrder, type Numbered } from '../../../domain/orders/split-order.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { Opportunity } from '../../../domain/records/opportunity.ts';
import { sumOf, toAmountText } from '../../../domain/money/decimals.ts';
import { minorDigits } from '../../../domain/money/minor-digits.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { Quote } from '../../../domain/records/quote.ts';
import { acceptQuote as storeAcceptance, type Acceptance } from '../../shared/store/accept-quote.ts';
import { orderKey } from '../../shared/orders/hand-over-keys.ts';
import { sha256 } from '../../shared/store/ledger/sha256.ts';
import { getOpportunity } from '../../shared/store/opportunities.ts';
import { survivorAccount } from '../accounts/survivor-account.ts';
import { nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { allowed } from '../refused.ts';
import { settingsToSell } from './price-draft.ts';
import { requireQuote, type QuoteAddress } from './require-quote.ts';

export interface CustomersWord {
  readonly acceptedLines?: readonly AcceptedLine[] | undefined;
  readonly customerReference?: string | null | undefined;
  readonly orderDate?: string | undefined;
}

interface Accepting {
  readonly quote: Quote;
  /** Of the quote, or of the account it was merged into since (D-6): what comes of it is the survivor's. */
  readonly accountId: string;
  readonly accepted: AcceptedParts;
  readonly opportunity: Opportunity | undefined;
  readonly settings: CompanySettings;
}

/** The order, and all that becomes of the quote with it, in one write (O-5); at most once, because the quote's version guards it. */
export async function accept(
  ports: AdminPorts,
  address: QuoteAddress & { readonly by: string },
  { orderDate, ...word }: CustomersWord,
): Promise<Order> {
  const { company, by } = address;
  const quote = await requireQuote(ports, address);
  const settings = await settingsToSell(ports.store, company);
  const today = ports.today();
  const acceptance = { ...word, orderDate: orderDate ?? today, by, today };
  const { accepted } = allowed(acceptQuote(quote, acceptance));
  const [account, opportunity] = await Promise.all([
    survivorAccount(ports.store, company, quote.accountId),
    quote.opportunityId ? getOpportunity(ports.store, company, quote.opportunityId) : undefined,
  ]);
  const { accountId } = account;
  const { order } = await write(ports, { quote, accountId, accepted, opportunity, settings });
  return order;
}

/** Ids are made once, numbers with each try to write. */
function write(ports: AdminPorts, accepting: Accepting): Promise<Acceptance> {
  const { accepted, settings } = accepting;
  const { numbers, company } = settings;
  const year = Number(accepted.orderDate.slice(0, 4));
  const kinds = ['order', 'agreement', 'project'] as const;
  const needed = kinds.filter((kind) => kind === 'order' || accepted.needs[kind]);
  const series = new Map(needed.map((kind) => [kind, seriesKey(kind, numbers[kind], year)]));
  const ids = {
    order: `ord_${ports.newId()}`,
    agreement: `agr_${ports.newId()}`,
    project: `prj_${ports.newId()}`,
  };
  return storeAcceptance(ports.store, { company, series: [...series.values()] }, (next) => {
    const numbered = (kind: (typeof kinds)[number]): Numbered | undefined => {
      const counter = series.get(kind);
      return counter === undefined
        ? undefined
        : { id: ids[kind], number: formatNumber(numbers[kind], { year, number: next(counter) }) };
    };
    return madeOf(ports, accepting, numbered);
  });
}

function madeOf(
  ports: AdminPorts,
  { quote, accountId, accepted, opportunity }: Accepting,
  numbered: (kind: 'order' | 'agreement' | 'project') => Numbered | undefined,
): Acceptance {
  const order = numbered('order');
  if (!order) throw new Error('An order needs a number.');
  const now = ports.now().toISOString();
  const given = { now, order, agreement: numbered('agreement'), project: numbered('project') };
  const split = splitOrder({ ...quote, accountId }, accepted, given);
  return {
    ...split,
    quote: { ...split.quote, accountId: quote.accountId, ...nextVersionOf(ports, quote) },
    reference: referenceOf(quote.company, orderKey(order.id), sha256),
    opportunity: opportunity && won(ports, opportunity, split.order),
  };
}

/** Nothing to do for one that was won before: another quote of it was accepted, or somebody said so. */
function won(ports: AdminPorts, opportunity: Opportunity, order: Order): Opportunity | undefined {
  if (opportunity.stage === 'won') return undefined;
  return { ...winOpportunity(opportunity, valueOf(order)), ...nextVersionOf(ports, opportunity) };
}

/** All that is paid once, wherever it goes. Where everything recurs, what was expected says more. */
function valueOf({ lines, currency }: Order): Opportunity['expectedValue'] | undefined {
  const once = lines.filter(({ destination }) => destination !== 'agreement');
  if (once.length === 0) return undefined;
  const amount = sumOf(once.map(({ netAfterDiscount }) => netAfterDiscount));
  return { amount: toAmountText(amount, minorDigits(currency)), currency };
}
