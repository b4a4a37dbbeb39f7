import type { DebtorRecord } from '../../domain/records/debtor.ts';
import { OrderRejectedError } from '../../domain/errors.ts';
import { toDebtorOrder } from '../../domain/orders/to-debtor-order.ts';
import { referenceOf } from '../../domain/ledger/reference.ts';
import { debtorEffect } from '../shared/hand-over/effects.ts';
import type { TransferOutcome, TransferPorts } from '../shared/hand-over/ports.ts';
import { transfer } from '../shared/hand-over/transfer.ts';
import { chooseDebtor } from '../shared/orders/choose-debtor.ts';
import { debtorKey } from '../shared/orders/hand-over-keys.ts';
import { noteDebtor } from '../shared/orders/note-debtor.ts';
import { readContext, releaseOf, type OrderContext } from '../shared/orders/order-context.ts';
import type {
  ContextPorts,
  DebtorAdoption,
  LinkedDebtors,
  OrderRecords,
} from '../shared/orders/order-ports.ts';
import type { OrderStep, StepOutcome } from '../shared/orders/order-step.ts';
import { rejectedAsParked } from '../shared/orders/rejected-as-parked.ts';

type DebtorPorts = ContextPorts & TransferPorts & LinkedDebtors & DebtorAdoption;

/**
 * One safe step towards the debtor of the account that ordered (O-6): the one it is linked to, or one found or created in the ERP, which is then
 * linked. May be called again at any time by anybody.
 */
export const ensureDebtor = (ports: DebtorPorts, step: OrderStep): Promise<StepOutcome> =>
  rejectedAsParked(ports.now, async () => {
    const context = await readContext(ports, step);
    const linked = await chooseDebtor(ports, context);
    if (linked && !(await isInDoubt(ports, context))) return useLinked(ports, step, linked);
    return createDebtor(ports, step, context);
  });

/** A debtor that may just be coming into being is found out about first, so that no doubt stays in the ledger. */
async function isInDoubt(ports: OrderRecords, context: OrderContext): Promise<boolean> {
  const known = await ports.ledger.read(context.order.company, debtorKey(context));
  return known?.status === 'sending' || known?.status === 'unknown';
}

async function useLinked(ports: OrderRecords, step: OrderStep, debtor: DebtorRecord): Promise<StepOutcome> {
  const { connectionId, externalId, recordId: debtorId, canonical } = debtor;
  await noteDebtor(ports, step, { connectionId, externalId, number: canonical.number, debtorId });
  return { outcome: 'confirmed', externalId };
}

async function createDebtor(
  ports: DebtorPorts,
  step: OrderStep,
  context: OrderContext,
): Promise<TransferOutcome> {
  const { account, connection, order, settings, writer } = context;
  const key = debtorKey(context);
  const reference = referenceOf(order.company, key, ports.sha256);
  const asked = toDebtorOrder(account, { reference, currency: settings.currency, locale: settings.locale });
  if ('refused' in asked)
    throw new OrderRejectedError(asked.refused.code, asked.refused.reason, asked.refused.field);
  const { company } = order;
  const { connectionId } = connection;
  const outcome = await transfer(
    {
      ...{ company, key, connectionId, payload: asked.debtor, units: [] },
      ...{ released: releaseOf(order), actor: step.actor },
    },
    debtorEffect(writer),
    ports,
  );
  if (outcome.outcome === 'confirmed') await adopt(ports, step, { context, outcome });
  return outcome;
}

type Created = Extract<TransferOutcome, { outcome: 'confirmed' }>;

async function adopt(
  ports: DebtorPorts,
  step: OrderStep,
  { context, outcome }: { readonly context: OrderContext; readonly outcome: Created },
): Promise<void> {
  const { connection, account } = context;
  const { connectionId, externalId, number } = outcome;
  const adopted = await ports.debtors.adopt({ connection, accountId: account.accountId, externalId });
  await noteDebtor(ports, step, {
    ...{ connectionId, externalId, number: adopted?.canonical.number ?? number },
    ...(adopted && { debtorId: adopted.recordId }),
  });
}
