import { Exact, sumOf } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import { isPastValidity, nextQuoteState, refuseExpired } from '../quotes/change-quote.ts';
import { headerDiscountAmount, spreadDiscount } from '../quotes/header-discount.ts';
import { isTooLarge, lineNet } from '../quotes/line-amount.ts';
import type { Order, OrderLine } from '../records/order.ts';
import type { Quote } from '../records/quote.ts';
import { soldPart } from '../records/sold-part.ts';
import { refuse, type Refused } from '../refusal.ts';
import { chooseLines, deviationsOf, type AcceptedLine, type ChosenLine } from './choose-lines.ts';
import { destinationOf } from './line-destination.ts';
import { orderTotals } from './order-totals.ts';

export interface Acceptance {
  /** All included lines where it is left out. */
  readonly acceptedLines?: readonly AcceptedLine[] | undefined;
  readonly customerReference?: string | null | undefined;
  readonly orderDate: string;
  readonly by: string;
  /** The day it is in the company's time zone. */
  readonly today: string;
}

/** What is ordered, before it gets ids and numbers. `needs` says which records besides the order come of it (O-5). */
export interface AcceptedParts
  extends Pick<Order, 'lines' | 'deviations' | 'totals' | 'orderDate' | 'customerReference' | 'acceptedBy'> {
  readonly needs: { readonly agreement: boolean; readonly project: boolean };
}

/** The customer's word (O-5). Refused where the quote is not, or not any more, one that can be accepted. */
export function acceptQuote(
  quote: Quote,
  acceptance: Acceptance,
): { readonly accepted: AcceptedParts } | Refused {
  const answer = nextQuoteState(quote, 'accept');
  if ('refused' in answer) return answer;
  if (isPastValidity(quote, acceptance.today)) return refuseExpired(quote);
  const choice = chooseLines(quote, acceptance.acceptedLines);
  if ('refused' in choice) return choice;
  const lines = orderLines(quote, choice.chosen);
  const goesTo = (where: OrderLine['destination']) => lines.some(({ destination }) => destination === where);
  const { orderDate, by: acceptedBy, customerReference = null } = acceptance;
  if (lines.some(({ net }) => isTooLarge(net))) {
    return refuse('amount-too-large', 'A line comes to an amount that nobody orders.', 'acceptedLines');
  }
  return {
    accepted: {
      ...{ lines, orderDate, acceptedBy, customerReference },
      deviations: deviationsOf(quote, choice.chosen),
      totals: orderTotals(lines, quote.currency),
      needs: { agreement: goesTo('agreement'), project: goesTo('project') },
    },
  };
}

/** The header discount belongs to all one-off lines, wherever they go; recurring ones have no part in it. */
function orderLines(quote: Quote, chosen: readonly ChosenLine[]): OrderLine[] {
  const { currency } = quote;
  const priced = chosen.map(({ line, quantity }) => ({
    ...soldPart(line),
    quantity,
    net: lineNet({ ...line, quantity }, currency),
    destination: destinationOf(line),
  }));
  const nets = priced.filter(isOnce).map(({ net }) => net);
  const shares = spreadDiscount(acceptedDiscount(quote, nets), nets, currency).values();
  const none = headerDiscountAmount(undefined, [], currency);
  return priced.map((line) => {
    const headerDiscount = isOnce(line) ? (shares.next().value ?? none) : none;
    return { ...line, headerDiscount, netAfterDiscount: less(line.net, headerDiscount, currency) };
  });
}

/**
 * A percentage holds for whatever was ordered. An amount was granted for the whole: who orders only part of it gets that part of the discount; who
 * orders more gets no more.
 */
function acceptedDiscount({ headerDiscount, totals, currency }: Quote, nets: readonly string[]): string {
  const granted = headerDiscountAmount(headerDiscount, nets, currency);
  const ordered = sumOf(nets);
  if (!headerDiscount || 'percent' in headerDiscount || ordered.gte(totals.subtotal)) return granted;
  const share = new Exact(granted).times(ordered).div(totals.subtotal);
  return share.toFixed(minorDigits(currency));
}

const isOnce = ({ destination }: Pick<OrderLine, 'destination'>): boolean => destination !== 'agreement';

const less = (net: string, discount: string, currency: string): string =>
  new Exact(net).minus(discount).toFixed(minorDigits(currency));
