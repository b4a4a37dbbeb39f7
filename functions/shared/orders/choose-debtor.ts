import { OrderRejectedError } from '../../../domain/errors.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { OrderContext } from './order-context.ts';
import type { LinkedDebtors } from './order-ports.ts';

/** The debtor of the account in the ERP that takes the order; undefined where it has none yet. Several are a person's choice. */
export async function chooseDebtor(
  ports: LinkedDebtors,
  { order, account, connection }: OrderContext,
): Promise<DebtorRecord | undefined> {
  const linked = await ports.debtors.linkedTo(order.company, account.accountId);
  const standing = linked.filter(
    (debtor) =>
      debtor.connectionId === connection.connectionId &&
      debtor.deletedAt === undefined &&
      debtor.survivorId === undefined,
  );
  const chosen = standing.find(({ recordId }) => recordId === order.chosenDebtorId);
  if (chosen || standing.length < 2) return chosen ?? standing[0];
  const numbers = standing.map(({ canonical, externalId }) => canonical.number ?? externalId);
  throw new OrderRejectedError(
    'debtor-not-chosen',
    `The account ${account.name} has several debtors (${numbers.join(', ')}). Choose one for this order, then release it.`,
  );
}
