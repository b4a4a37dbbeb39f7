import { sumOf, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import type { Order, OrderLine } from '../records/order.ts';
import type { Project } from '../records/project.ts';
import type { Quote } from '../records/quote.ts';
import { soldPart } from '../records/sold-part.ts';
import { documentLanguageOf } from '../text/document-language.ts';
import { budgetMinutes } from './budget-minutes.ts';

type Phase = Project['phases'][number];

/** The phase of hours that name none. */
const WITHOUT_PHASE = { de: 'Leistungen', en: 'Services' } as const;

/** The project that the hours and flat rates of an order make: one phase per name, in the order of the lines, with its budget (O-5, T-7). */
export function projectOf(
  order: Order,
  { title }: Pick<Quote, 'title'>,
  { id, number }: { readonly id: string; readonly number: string },
): Project {
  const { company, createdAt, updatedAt, accountId, orderId, currency, customerReference } = order;
  const lines = order.lines.filter(({ destination }) => destination === 'project');
  const nameOf = ({ phase }: OrderLine) => phase ?? WITHOUT_PHASE[documentLanguageOf(order.locale)];
  const phases = [...Map.groupBy(lines, nameOf)];
  return {
    ...{ company, createdAt, updatedAt, version: 1 },
    ...{ projectId: id, projectNumber: number, title },
    ...{ accountId, orderId, currency, customerReference },
    phases: phases.map(([name, ofPhase], index) => ({
      phaseId: String(index + 1),
      ...{ name, ...budgetOf(ofPhase, currency) },
      lines: ofPhase.map(soldPart),
    })),
  };
}

function budgetOf(
  lines: readonly OrderLine[],
  currency: string,
): Pick<Phase, 'budgetMinutes' | 'budgetAmount'> {
  const amounts = lines.map(({ netAfterDiscount }) => netAfterDiscount);
  const minutes = budgetMinutes(lines);
  return {
    budgetAmount: toAmountText(sumOf(amounts), minorDigits(currency)),
    ...(minutes === undefined ? {} : { budgetMinutes: minutes }),
  };
}
