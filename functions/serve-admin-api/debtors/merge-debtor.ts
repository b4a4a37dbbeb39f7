import { ConcurrentChangeError } from '../../../domain/errors.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { getDebtor } from '../../shared/store/debtors.ts';
import { debtorLayout } from '../../shared/store/mirror-layout.ts';
import { putMirrored } from '../../shared/store/mirror-records.ts';
import type { Store } from '../../shared/store/store.ts';
import type { AdminPorts } from '../ports.ts';
import { without } from '../views/without.ts';

export interface DebtorMerge {
  readonly company: string;
  readonly debtorId: string;
  readonly expectedVersion: number;
  readonly decidedBy: string;
}

/**
 * Notes a person's word that a debtor was merged, or takes it back (D-6). Saying the same again announces it again, so that a request
 * whose announcement failed is finished by repeating it.
 */
export async function mergeDebtor(
  ports: AdminPorts,
  merge: DebtorMerge,
  into: string | null,
): Promise<DebtorRecord> {
  const debtor = await requireDebtor(ports.store, merge.company, merge.debtorId);
  assertVersion(debtor.version, merge.expectedVersion);
  assertNotSaidByErp(debtor);
  if (into !== null) await requireSurvivor(ports.store, debtor, into);
  const isSaid = debtor.merge?.into === (into ?? undefined);
  const stored = isSaid ? debtor : await store(ports, debtor, mergeOf(ports, merge, into));
  await ports.announceDebtor(stored);
  return stored;
}

export async function requireDebtor(store: Store, company: string, debtorId: string): Promise<DebtorRecord> {
  const debtor = await getDebtor(store, company, debtorId);
  if (!debtor) throw notFound(`debtor ${debtorId}`);
  return debtor;
}

function assertNotSaidByErp({ survivorId, merge }: DebtorRecord): void {
  if (survivorId === undefined || survivorId === merge?.into) return;
  throw conflict(`The ERP says that the debtor was merged into ${survivorId}; it leads (D-1).`);
}

async function requireSurvivor(store: Store, debtor: DebtorRecord, into: string): Promise<void> {
  if (into === debtor.recordId) throw conflict('A debtor cannot be merged into itself.');
  const survivor = await requireDebtor(store, debtor.company, into);
  if (survivor.connectionId !== debtor.connectionId)
    throw conflict('Both debtors must be of the same connection: an ERP merges its own.');
  if (survivor.survivorId !== undefined)
    throw conflict(`${into} was merged into ${survivor.survivorId} itself; name that one.`);
}

const mergeOf = (
  ports: AdminPorts,
  { decidedBy }: DebtorMerge,
  into: string | null,
): Pick<DebtorRecord, 'merge' | 'survivorId'> =>
  into === null ? {} : { survivorId: into, merge: { into, decidedBy, decidedAt: ports.now().toISOString() } };

async function store(
  ports: AdminPorts,
  debtor: DebtorRecord,
  merge: Pick<DebtorRecord, 'merge' | 'survivorId'>,
): Promise<DebtorRecord> {
  const version = debtor.version + 1;
  const record: DebtorRecord = {
    ...without(debtor, 'merge', 'survivorId'),
    ...merge,
    ...{ version, updatedAt: ports.now().toISOString(), event: { type: 'DebtorChanged', version } },
  };
  const { written } = await putMirrored(ports.store, { layout: debtorLayout, record }, debtor.version);
  if (!written) throw new ConcurrentChangeError('The debtor changed meanwhile; read it again and repeat.');
  return record;
}
