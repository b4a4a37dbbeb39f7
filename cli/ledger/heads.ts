import * as z from 'zod';
import type { Anchor } from '../../domain/ledger/verify-chains.ts';
import type { AdminClient } from '../admin-client.ts';
import { jsonIn } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';

const headsSchema = z.object({
  items: z.array(z.looseObject({ chain: z.string(), sequence: z.int().positive(), hash: z.string() })),
});

/** Where the chains end now, by the Admin API. */
export const currentHeads = async (client: AdminClient): Promise<Anchor[]> =>
  headsSchema.parse(await client.get('/ledger/heads')).items;

/** Where they ended once, as `ledger export --heads` wrote it. */
export async function headsIn(file: string): Promise<Anchor[]> {
  const read = headsSchema.safeParse(await jsonIn(file));
  if (read.success) return read.data.items;
  throw new UsageError(`${file} is no file of heads as "ledger export --heads" writes it.`);
}
