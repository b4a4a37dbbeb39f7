import type { Outcome } from '../lambda/outcome.ts';
import type { ReceivedMessage } from '../sqs/index.ts';
import { isJsonObject, type Json } from '../template/json.ts';

/**
 * Which messages of a batch are done. A failed invocation completes none; with partial responses those
 * not reported are done, and a response that makes no sense counts as a failure of the whole batch, as in AWS.
 */
export function completed(
  batch: readonly ReceivedMessage[],
  outcome: Outcome,
  reportsFailures: boolean,
): readonly ReceivedMessage[] {
  if (!outcome.ok) return [];
  if (!reportsFailures) return batch;
  const failed = failedIds(JSON.parse(outcome.payload) as Json);
  const known = new Set(batch.map(({ MessageId }) => MessageId));
  if (!failed || failed.some((id) => !known.has(id))) return [];
  return batch.filter(({ MessageId }) => !failed.includes(MessageId));
}

/** Undefined when the response is malformed; nothing reported means nothing failed. */
function failedIds(response: Json): string[] | undefined {
  const failures = isJsonObject(response) ? response['batchItemFailures'] : undefined;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return undefined;
  const ids = (failures as readonly Json[]).map(
    (failure) => isJsonObject(failure) && failure['itemIdentifier'],
  );
  return ids.every((id) => typeof id === 'string' && id !== '') ? (ids as string[]) : undefined;
}
