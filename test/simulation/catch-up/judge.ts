import { getDebtor } from '../../../functions/shared/store/debtors.ts';
import { listKnownKeys } from '../../../functions/shared/store/known-keys.ts';
import { listNumbers } from '../../../functions/shared/store/numbers.ts';
import { getProduct } from '../../../functions/shared/store/products.ts';
import { recordIdOf } from '../../../functions/shared/store/record-ids.ts';
import { kinds, type Kind } from './erp.ts';
import type { CatchUpWorld } from './world.ts';

/** Where the mirror is not the ERP, in words; nothing where it is (W4). */
export async function differencesOf(world: CatchUpWorld): Promise<string[]> {
  const found = await Promise.all(kinds.map((kind) => differencesOfKind(world, kind)));
  return [...world.violations, ...found.flat()];
}

/** Records that a comparison deleted though they lived before it began and still do. */
export async function deletedAlive(world: CatchUpWorld, kind: Kind, startedAt: string): Promise<string[]> {
  const { erp, ports, connection } = world;
  const { company, connectionId } = connection;
  const read = kind === 'debtor' ? getDebtor : getProduct;
  const deleted: string[] = [];
  for (const { id } of erp.rows(kind).filter(({ sinceMs }) => sinceMs < Date.parse(startedAt))) {
    const recordId = recordIdOf({ connectionId, entity: kind, externalId: id });
    const record = await read(ports.store, company, recordId);
    if (record?.deletedAt === startedAt)
      deleted.push(`${kind} ${id} was deleted by a comparison while it lived`);
  }
  return deleted;
}

async function differencesOfKind(world: CatchUpWorld, kind: Kind): Promise<string[]> {
  const { erp, ports, connection } = world;
  const { company, connectionId } = connection;
  const createdBefore = '9999';
  const live = await listKnownKeys(ports.store, { company, connectionId, entity: kind, createdBefore });
  const ghosts = [...live].filter((id) => !erp.row(kind, id)).map((id) => `${kind} ${id} lives here only`);
  const wrong: string[] = [];
  for (const { id, name, number } of erp.rows(kind)) {
    const recordId = recordIdOf({ connectionId, entity: kind, externalId: id });
    const read = kind === 'debtor' ? getDebtor : getProduct;
    const record = await read(ports.store, company, recordId);
    if (!record || !live.has(id)) wrong.push(`${kind} ${id} lives there only`);
    else if (record.canonical.name !== name || record.canonical.number !== number)
      wrong.push(`${kind} ${id} is "${record.canonical.name ?? ''}" here, "${name}" there`);
    const numbered = await listNumbers(ports.store, { company, entity: kind, prefix: number });
    if (!numbered.some((ref) => ref.recordId === recordId && ref.number === number))
      wrong.push(`${kind} ${id} is not found by ${number}`);
  }
  return [...ghosts, ...wrong];
}
