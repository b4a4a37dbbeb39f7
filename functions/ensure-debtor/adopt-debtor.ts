import { couplingByHandOver } from '../../domain/coupling/coupling-by-hand-over.ts';
import type { DebtorRecord } from '../../domain/records/debtor.ts';
import { applyOwnDelivery } from '../shared/ingestion/apply-own-delivery.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { getCouplingOf } from '../shared/store/couplings.ts';
import { getDebtor } from '../shared/store/debtors.ts';
import { linkDebtor } from '../shared/store/link-debtor.ts';
import { couplingIdOf, recordIdOf } from '../shared/store/record-ids.ts';
import type { NewDebtor } from '../shared/orders/order-ports.ts';

/**
 * Brings the debtor that the ERP now has into the mirror, as a pull would, and links it to the account that ordered (D-2). Repeatable. Undefined where
 * the ERP cannot be asked for one: its own message will bring the record.
 */
export async function adoptDebtor(
  ports: IngestionPorts,
  adopted: NewDebtor,
): Promise<DebtorRecord | undefined> {
  const { connection, externalId } = adopted;
  const { company, connectionId } = connection;
  await fetchDebtor(ports, adopted);
  const debtorId = recordIdOf({ connectionId, entity: 'debtor', externalId });
  const debtor = await getDebtor(ports.store, company, debtorId);
  if (!debtor || debtor.accountId === adopted.accountId) return debtor;
  return link(ports, adopted, debtor);
}

async function fetchDebtor(ports: IngestionPorts, { connection, externalId }: NewDebtor): Promise<void> {
  const [resource] = ports.erp.pulledResources(connection, 'debtor');
  if (resource === undefined) return;
  const change = { entity: 'debtor', change: 'updated', resource, externalId } as const;
  const payload = await ports.erp.fetch(connection, change);
  if (payload === undefined) return;
  await applyOwnDelivery(ports, {
    ...{ connection, channel: 'pull', entity: 'debtor', resource },
    startedAt: new Date(ports.now()).toISOString(),
    name: `created by a hand-over: ${externalId}`,
    entries: [payload],
  });
}

/** A person's decision stands: what was confirmed for another account is not moved. */
async function link(
  ports: IngestionPorts,
  { accountId }: NewDebtor,
  debtor: DebtorRecord,
): Promise<DebtorRecord> {
  const at = new Date(ports.now()).toISOString();
  const { company, recordId } = debtor;
  const known = await getCouplingOf(ports.store, company, recordId);
  if (known?.state === 'confirmed') return debtor;
  const coupling = couplingByHandOver(known, { debtor, couplingId: couplingIdOf(recordId), accountId, at });
  return linkDebtor(ports.store, { coupling, debtor, at });
}
