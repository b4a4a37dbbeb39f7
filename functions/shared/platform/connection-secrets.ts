import * as z from 'zod';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Secrets } from '../erp/types.ts';
import type { GetSecretValue } from './aws/get-secret-value.ts';
import { remembered } from './remembered.ts';

const secretsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A withdrawn secret counts for a minute at most; who needs a new one at once says how old an answer may be. */
const REMEMBERED_MS = 60_000;

export function connectionSecrets(getValue: GetSecretValue, now: () => number) {
  const read = remembered(
    async (name): Promise<Secrets> => secretsSchema.parse(JSON.parse(await getValue(name))),
    {
      forMs: REMEMBERED_MS,
      now,
    },
  );
  return {
    of: ({ secretName }: Pick<Connection, 'secretName'>, atMostMs?: number): Promise<Secrets> =>
      read(secretName, atMostMs),
  };
}
