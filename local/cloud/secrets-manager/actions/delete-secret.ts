import * as z from 'zod';
import type { SecretStore } from '../secret-store.ts';

const inputSchema = z.object({
  SecretId: z.string(),
  RecoveryWindowInDays: z.number().int().min(7).max(30).default(30),
  ForceDeleteWithoutRecovery: z.boolean().default(false),
});
const DAY_SECONDS = 86_400;

/** Marks the secret; it stays marked, and can be restored, until it is deleted by force. */
export async function deleteSecret(store: SecretStore, input: unknown): Promise<object> {
  const request = inputSchema.parse(input);
  const secret = store.need(request.SecretId);
  const now = store.clock.now();
  if (request.ForceDeleteWithoutRecovery) await store.remove(secret.name);
  else await store.save({ ...secret, deletedAt: secret.deletedAt ?? now });
  const days = request.ForceDeleteWithoutRecovery ? 0 : request.RecoveryWindowInDays;
  return { ARN: secret.arn, Name: secret.name, DeletionDate: now / 1000 + days * DAY_SECONDS };
}
