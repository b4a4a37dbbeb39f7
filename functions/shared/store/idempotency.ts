import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { keyOf, textOf, type Item } from './items.ts';
import { keys } from './keys.ts';
import { ConditionFailedError } from './refusals.ts';
import type { Store } from './store.ts';

/** A request with an Idempotency-Key; `requestHash` tells whether it is the same request again. */
export interface RememberedRequest {
  readonly company: string;
  readonly key: string;
  readonly requestHash: string;
}

const keptAnswerSchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type KeptAnswer = z.infer<typeof keptAnswerSchema>;

export type Beginning =
  | { readonly state: 'begun' | 'in-progress' | 'other-request' }
  | { readonly state: 'answered'; readonly answer: KeptAnswer };

const KEPT_SECONDS = 24 * 3_600;

/** Longer than a function may run: whoever began and has not answered by then is gone. */
const LEASE_SECONDS = 120;

/** Claims the key. Of two requests at once one begins; the other learns how the first stands. */
export async function beginRequest(
  store: Store,
  request: RememberedRequest,
  nowMs: number,
): Promise<Beginning> {
  const now = Math.floor(nowMs / 1_000);
  try {
    await store.tables('PutItem', claimOf(store, request, now));
    return { state: 'begun' };
  } catch (error) {
    const standing = error instanceof ConditionFailedError ? error.item() : undefined;
    if (standing === undefined) throw error;
    return standingOf(standing, request);
  }
}

function claimOf(store: Store, request: RememberedRequest, now: number): PutItemCommandInput {
  return {
    TableName: store.crm,
    Item: {
      ...keyOf(keys.request(request.company, request.key)),
      requestHash: { S: request.requestHash },
      leasedUntil: { N: String(now + LEASE_SECONDS) },
      expiresAt: { N: String(now + KEPT_SECONDS) },
    },
    // The table forgets expired items late; until then they count as gone.
    ConditionExpression:
      'attribute_not_exists(pk) OR expiresAt < :now OR (attribute_not_exists(kept) AND leasedUntil < :now)',
    ExpressionAttributeValues: { ':now': { N: String(now) } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

function standingOf(item: Item, request: RememberedRequest): Beginning {
  if (textOf(item, 'requestHash') !== request.requestHash) return { state: 'other-request' };
  const kept = item.kept?.B;
  if (!kept) return { state: 'in-progress' };
  return { state: 'answered', answer: keptAnswerSchema.parse(JSON.parse(inflateRawSync(kept).toString())) };
}

export async function keepAnswer(
  store: Store,
  request: RememberedRequest,
  kept: { answer: KeptAnswer; nowMs: number },
): Promise<void> {
  const expiresAt = Math.floor(kept.nowMs / 1_000) + KEPT_SECONDS;
  await store.tables('PutItem', {
    TableName: store.crm,
    Item: {
      ...keyOf(keys.request(request.company, request.key)),
      requestHash: { S: request.requestHash },
      expiresAt: { N: String(expiresAt) },
      kept: { B: deflateRawSync(JSON.stringify(kept.answer)) },
    },
  });
}

/** Frees the key of a request that failed; an answer that was kept meanwhile stays. */
export async function forgetRequest(store: Store, request: RememberedRequest): Promise<void> {
  try {
    await store.tables('DeleteItem', {
      TableName: store.crm,
      Key: keyOf(keys.request(request.company, request.key)),
      ConditionExpression: 'attribute_not_exists(kept)',
    });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
