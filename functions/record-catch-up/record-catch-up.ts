import * as z from 'zod';
import { entitySchema } from '../../domain/canonical/change.ts';
import { instantSchema } from '../../domain/canonical/values.ts';
import type { CatchUpRun, ConnectionProgress } from '../../domain/records/connection.ts';
import { outcomeCountsSchema } from '../../domain/records/delivery.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import { watchWebhooks } from '../../domain/webhooks/watch-webhooks.ts';
import { caughtErrorSchema, reasonOfFailure } from '../shared/platform/reason-of-failure.ts';
import { noteProgress } from '../shared/store/connection-progress.ts';
import { lastHeard } from '../shared/store/heard-webhooks.ts';
import type { Store } from '../shared/store/store.ts';

/** How each entity of a run ended; `stopped` is the error as the state machine caught it. */
export const catchUpResultSchema = z.object({
  connectionId: connectionIdSchema,
  startedAt: instantSchema,
  entities: z.array(
    z.object({
      entity: entitySchema,
      stopped: caughtErrorSchema.optional(),
      counts: outcomeCountsSchema.optional(),
    }),
  ),
});
export type CatchUpResult = z.infer<typeof catchUpResultSchema>;

export interface RecordPorts {
  readonly store: Store;
  readonly now: () => number;
  /** What an operator is alarmed by. */
  readonly counts: { count(name: 'catch-up-stopped' | 'webhooks-silent'): void };
}

/** Notes on the connection how a catch-up ended, with the reason in words for the person who has to act. */
export async function recordCatchUp(
  { store, now, counts }: RecordPorts,
  result: CatchUpResult,
): Promise<CatchUpRun> {
  const reasons = result.entities.flatMap(({ entity, stopped }) =>
    stopped ? [`${entity}: ${reasonOfFailure(stopped)}`] : [],
  );
  const ended = { startedAt: result.startedAt, endedAt: new Date(now()).toISOString() };
  const run: CatchUpRun =
    reasons.length === 0
      ? { ...ended, outcome: 'done' }
      : { ...ended, outcome: 'stopped', reason: reasons.join('\n').slice(0, 2_000) };
  const heardAt = await lastHeard(store, result.connectionId);
  const noted = await noteProgress(store, result.connectionId, (progress) => ({
    ...progress,
    lastCatchUp: run,
    ...watched(progress, { result, heardAt }),
  }));
  if (run.outcome === 'stopped') counts.count('catch-up-stopped');
  if (noted.webhooksReason !== undefined) counts.count('webhooks-silent');
  return run;
}

interface Found {
  readonly result: CatchUpResult;
  readonly heardAt: string | undefined;
}

type Watched = Pick<ConnectionProgress, 'unannounced' | 'webhooksReason'>;

function watched(
  { unannounced, subscriptions = [] }: ConnectionProgress,
  { result: { startedAt, entities }, heardAt }: Found,
): Watched {
  const changes = entities.reduce((sum, { counts }) => sum + (counts?.applied ?? 0), 0);
  const isPromised = subscriptions.length > 0;
  const watch = watchWebhooks(unannounced, { startedAt, changes, heardAt, isPromised });
  return { unannounced: watch.unannounced, webhooksReason: watch.reason };
}
