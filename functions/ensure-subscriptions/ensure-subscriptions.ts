import * as z from 'zod';
import { IntegrationError } from '../../domain/errors.ts';
import type { Connection, ConnectionProgress, SubscriptionState } from '../../domain/records/connection.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import { needPerson } from '../../domain/webhooks/subscription-trouble.ts';
import type { EnsuredSubscription } from '../shared/erp/fetch/ensure-subscriptions.ts';
import { noteProgress } from '../shared/store/connection-progress.ts';
import { findConnection, listAllConnections } from '../shared/store/connections.ts';
import { everyRow } from '../shared/store/every-row.ts';
import type { Store } from '../shared/store/store.ts';

export interface SubscriptionPorts {
  readonly store: Store;
  readonly now: () => number;
  readonly webhookBaseUrl: string;
  /** What an operator is alarmed by. */
  readonly counts: { count(name: 'subscriptions-failing'): void };
  /** Undefined where the connector subscribes to nothing. */
  ensure(
    connection: Connection,
    notificationUrl: string,
  ): Promise<readonly EnsuredSubscription[] | undefined>;
}

/** One connection, as a catch-up asks for before it pulls, or all of them, as the schedule does. */
export const ensureInputSchema = z.object({ connectionId: connectionIdSchema.optional() });
export type EnsureInput = z.infer<typeof ensureInputSchema>;

export interface EnsuredConnection {
  readonly connectionId: string;
  readonly subscriptions: number;
  readonly reason?: string;
}

/**
 * Brings the subscriptions of active connections to what their connectors want. One that fails says why and holds up nobody; a bug is
 * thrown after the others had their turn.
 */
export async function ensureSubscriptionsOf(
  ports: SubscriptionPorts,
  { connectionId }: EnsureInput,
): Promise<{ connections: EnsuredConnection[] }> {
  const ensured: EnsuredConnection[] = [];
  const bugs: unknown[] = [];
  const connections =
    connectionId === undefined
      ? everyRow((page) => listAllConnections(ports.store, page))
      : one(ports.store, connectionId);
  for await (const connection of connections) {
    if (connection.state !== 'active') continue;
    await ensureOf(ports, connection).then(
      (each) => ensured.push(...each),
      (bug: unknown) => bugs.push(bug),
    );
  }
  if (bugs.length > 0)
    throw new AggregateError(bugs, `Subscriptions of ${bugs.length} connections failed unexpectedly.`);
  return { connections: ensured };
}

async function* one(store: Store, connectionId: string): AsyncGenerator<Connection> {
  const connection = await findConnection(store, connectionId);
  if (connection) yield connection;
}

async function ensureOf(ports: SubscriptionPorts, connection: Connection): Promise<EnsuredConnection[]> {
  const { connectionId } = connection;
  try {
    const ensured = await ports.ensure(
      connection,
      `${ports.webhookBaseUrl.replace(/\/$/, '')}/hooks/${connectionId}`,
    );
    return ensured ? [await noted(ports, connectionId, standingIn(ensured, ports.now()))] : [];
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return [await noted(ports, connectionId, { reason: error.message })];
  }
}

interface Standing {
  /** Undefined where the ERP did not even say which there are. */
  readonly subscriptions?: readonly SubscriptionState[];
  /** What could not be upheld: it stands as it was noted before. */
  readonly failed?: readonly string[];
  readonly reason?: string | undefined;
}

function standingIn(ensured: readonly EnsuredSubscription[], now: number): Standing {
  const checkedAt = new Date(now).toISOString();
  const failed = ensured.filter(({ action }) => action === 'failed');
  const standing = ensured.filter(({ action }) => action !== 'failed' && action !== 'removed');
  const reasons = failed.map(({ topic, reason: why = 'failed' }) => `${topic}: ${why}`);
  return {
    subscriptions: standing.map((each) => stateOf(each, checkedAt)),
    failed: failed.map(({ topic }) => topic),
    reason: reasons.join('\n').slice(0, 2_000) || undefined,
  };
}

async function noted(
  { store, now, counts }: SubscriptionPorts,
  connectionId: string,
  standing: Standing,
): Promise<EnsuredConnection> {
  const { reason } = standing;
  const { subscriptions = [], subscriptionsFailingSince: failingSince } = await noteProgress(
    store,
    connectionId,
    (progress) => ({ ...progress, ...upheld(progress, standing, new Date(now()).toISOString()) }),
  );
  const endsAt = subscriptions.map(({ expiresAt }) => expiresAt);
  if (needPerson({ now: now(), failingSince, endsAt })) counts.count('subscriptions-failing');
  const standingNow = standing.subscriptions?.length ?? 0;
  return { connectionId, subscriptions: standingNow, ...(reason === undefined ? {} : { reason }) };
}

type Progress = Pick<
  ConnectionProgress,
  'subscriptions' | 'subscriptionsReason' | 'subscriptionsFailingSince'
>;

function upheld(before: Progress, { subscriptions, failed = [], reason }: Standing, now: string): Progress {
  const known = before.subscriptions?.filter(({ resource }) => !subscriptions || failed.includes(resource));
  const missing = known?.filter(({ resource }) => !subscriptions?.some((each) => each.resource === resource));
  return {
    subscriptions: [...(subscriptions ?? []), ...(missing ?? [])],
    subscriptionsReason: reason,
    subscriptionsFailingSince: reason === undefined ? undefined : (before.subscriptionsFailingSince ?? now),
  };
}

const stateOf = (
  { topic, externalId, expiresAt }: EnsuredSubscription,
  checkedAt: string,
): SubscriptionState => ({
  resource: topic,
  externalId,
  expiresAt,
  checkedAt,
});
