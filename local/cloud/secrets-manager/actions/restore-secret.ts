import * as z from 'zod';
import type { SecretStore } from '../secret-store.ts';

const inputSchema = z.object({ SecretId: z.string() });

export async function restoreSecret(store: SecretStore, input: unknown): Promise<object> {
  const secret = store.need(inputSchema.parse(input).SecretId);
  await store.save({ ...secret, deletedAt: undefined });
  return { ARN: secret.arn, Name: secret.name };
}
