import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { Outbound } from '../manifest/outbound.ts';
import type { FoundRecord } from './find-document.ts';

/**
 * How many steps of an order are done, as the ERP's state says. Without a table only the first is certain. A state the table does not know, such as
 * a cancelled draft, is for a person.
 */
export function stepsDone({ order }: Outbound, { state, externalId, number }: FoundRecord): number {
  const { progress } = order.create;
  if (progress === undefined || state === undefined) return 1;
  if (Object.hasOwn(progress, state)) return progress[state] ?? 1;
  throw new ErpRejectedError(
    `The ERP's order ${number ?? externalId} is in the state "${state.slice(0, 60)}", from which it cannot be gone on with; mend it in the ERP.`,
  );
}

/** Nothing is left to do. */
export const isComplete = (rules: Outbound, found: FoundRecord): boolean =>
  stepsDone(rules, found) >= rules.order.create.steps.length;
