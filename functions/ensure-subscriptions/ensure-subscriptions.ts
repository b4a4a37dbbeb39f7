import * as z from 'zod';
import { IntegrationError } from '../../domain/errors.ts';
import type { Connection, SubscriptionState } from '../../domain/records/connection.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import type { EnsuredSubscription } from '../shared/erp/fetch/ensure-subscriptions.ts';
import { noteProgress } from '../shared/store/connection-progress.ts';
import { findConnection, listAllConnections } from '../shared/store/connections.ts';
import { everyRow } from '../shared/store/every-row.ts';
import type { Store } from '../shared/store/store.ts';

export interface SubscriptionPorts {
  readonly store: Store;
  readonly now: () => number;
  readonly webhookBaseUrl: string;
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
    if (!ensured) return [];
    return [await noted(ports, connectionId, ensured)];
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    const reason = error.message;
    await noteProgress(ports.store, connectionId, (progress) => ({
      ...progress,
      subscriptionsReason: reason,
    }));
    return [{ connectionId, subscriptions: 0, reason }];
  }
}

async function noted(
  ports: SubscriptionPorts,
  connectionId: string,
  ensured: readonly EnsuredSubscription[],
): Promise<EnsuredConnection> {
  const checkedAt = new Date(ports.now()).toISOString();
  const failed = ensured.filter(({ action }) => action === 'failed');
  const reason =
    failed
      .map(({ topic, reason: why = 'failed' }) => `${topic}: ${why}`)
      .join('\n')
      .slice(0, 2_000) || undefined;
  const standing = ensured
    .filter(({ action }) => action !== 'failed' && action !== 'removed')
    .map((each) => stateOf(each, checkedAt));
  await noteProgress(ports.store, connectionId, (progress) => ({
    ...progress,
    subscriptions: standing,
    subscriptionsReason: reason,
  }));
  return { connectionId, subscriptions: standing.length, ...(reason === undefined ? {} : { reason }) };
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
