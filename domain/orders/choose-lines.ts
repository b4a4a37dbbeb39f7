import type { Order } from '../records/order.ts';
import type { Quote, QuoteProductLine } from '../records/quote.ts';
import { quantitySchema } from '../records/sales-line.ts';
import { Exact } from '../money/decimals.ts';
import { refuse, type Refused } from '../refusal.ts';

/** Without a quantity it is ordered as quoted. */
export interface AcceptedLine {
  readonly lineId: string;
  readonly quantity?: string | undefined;
}

export interface ChosenLine {
  readonly line: QuoteProductLine;
  readonly quantity: string;
}

type Deviation = Order['deviations'][number];

/**
 * The lines that were ordered, in the order of the quote: those named, or all that are included. An option or alternative has to be named.
 * What is replaced by an alternative must not be named too.
 */
export function chooseLines(
  quote: Quote,
  accepted: readonly AcceptedLine[] | undefined,
): { readonly chosen: ChosenLine[] } | Refused {
  const lines = quote.lines.filter((line) => line.kind === 'product');
  const wanted: readonly AcceptedLine[] =
    accepted ?? lines.filter(isIncluded).map(({ lineId }) => ({ lineId }));
  if (wanted.length === 0)
    return refuse('nothing-accepted', 'Name at least one line that was ordered.', 'acceptedLines');
  const refusal = firstRefusal(wanted, lines);
  if (refusal) return refusal;
  const byId = new Map(wanted.map((each) => [each.lineId, each]));
  const chosen = lines.flatMap((line) => {
    const each = byId.get(line.lineId);
    return each ? [{ line, quantity: each.quantity ?? line.quantity }] : [];
  });
  return { chosen };
}

function firstRefusal(
  wanted: readonly AcceptedLine[],
  lines: readonly QuoteProductLine[],
): Refused | undefined {
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const places = new Set<string>();
  for (const [index, { lineId, quantity }] of wanted.entries()) {
    const path = `acceptedLines[${index}]`;
    const line = byId.get(lineId);
    if (!line)
      return refuse('line-unknown', `The quote sells nothing on a line ${lineId}.`, `${path}.lineId`);
    const place = placeOf(line);
    if (places.has(place)) return refuse('line-twice', twice(line, place), `${path}.lineId`);
    places.add(place);
    if (quantity !== undefined && !isQuantity(quantity))
      return refuse(
        'quantity-invalid',
        `${quantity} of line ${lineId} cannot be ordered.`,
        `${path}.quantity`,
      );
  }
  return undefined;
}

/** An alternative takes the place of the line it replaces; only one of them can be ordered. */
const placeOf = ({ lineId, alternativeTo }: QuoteProductLine): string => alternativeTo ?? lineId;

const twice = ({ lineId }: QuoteProductLine, place: string): string =>
  lineId === place
    ? `Line ${lineId} was named twice, itself or by an alternative to it.`
    : `Line ${lineId} is an alternative to line ${place}; only one of them can be ordered.`;

const isQuantity = (text: string): boolean => quantitySchema.safeParse(text).success && /[1-9]/.test(text);

const isIncluded = ({ choice }: QuoteProductLine): boolean => choice === 'included';

/** What was ordered differently from what was quoted (O-5). */
export function deviationsOf(quote: Quote, chosen: readonly ChosenLine[]): Deviation[] {
  const ordered = new Map(chosen.map(({ line, quantity }) => [line.lineId, quantity]));
  return quote.lines.flatMap((line) =>
    line.kind === 'product' ? lineDeviations(line, ordered.get(line.lineId)) : [],
  );
}

function lineDeviations(line: QuoteProductLine, ordered: string | undefined): Deviation[] {
  const { lineId, choice, quantity: quoted } = line;
  if (ordered === undefined) return choice === 'included' ? [{ lineId, what: 'left-out', quoted }] : [];
  return [
    ...(choice === 'optional' ? [{ lineId, what: 'option-taken' as const, ordered }] : []),
    ...(choice === 'alternative' ? [{ lineId, what: 'alternative-taken' as const, ordered }] : []),
    ...(new Exact(quoted).eq(ordered) ? [] : [{ lineId, what: 'quantity' as const, quoted, ordered }]),
  ];
}
