import type { Connection } from '../../../domain/records/connection.ts';
import { getProgress, listConnections } from '../../shared/store/connections.ts';
import { listDeliveries } from '../../shared/store/deliveries.ts';
import { countParked } from '../../shared/store/delivery-counts.ts';
import type { AdminPorts, QueueDepth } from '../ports.ts';
import type { Health } from '../views/health-view.ts';

const MONTH_MS = 31 * 86_400_000;

/** How the installation stands for one company; queues are shared by all companies and carry only counts. */
export async function readHealth(ports: AdminPorts, company: string): Promise<Health> {
  const [queues, deadLetters, parked, lastDelivery, connections] = await Promise.all([
    ports.queues.depths(),
    ports.queues.deadLetterDepths(),
    countParked(ports.store, company),
    readLastDelivery(ports, company),
    readConnections(ports, company),
  ]);
  const attention = findings({ deadLetters, parked, connections });
  const state = attention.length === 0 ? 'good' : 'attention';
  return { state, attention, queues, deadLetters, parked, lastDelivery, connections };
}

async function readLastDelivery(ports: AdminPorts, company: string): Promise<Health['lastDelivery']> {
  const now = ports.now();
  const from = new Date(now.getTime() - MONTH_MS).toISOString();
  const { items } = await listDeliveries(ports.store, { company, from, to: now.toISOString() }, { limit: 1 });
  const [last] = items;
  if (!last) return null;
  const ageSeconds = Math.max(0, Math.round((now.getTime() - Date.parse(last.receivedAt)) / 1_000));
  return { deliveryId: last.deliveryId, receivedAt: last.receivedAt, ageSeconds };
}

async function readConnections(ports: AdminPorts, company: string): Promise<Health['connections']> {
  const { items } = await listConnections(ports.store, { company }, { limit: 100 });
  return Promise.all(items.map((connection) => connectionHealth(ports, connection)));
}

async function connectionHealth({ store }: AdminPorts, { connectionId, name, state }: Connection) {
  const progress = await getProgress(store, connectionId);
  const { lastCatchUp, comparisons, webhooksReason, subscriptionsReason } = progress;
  return {
    ...{ connectionId, name, state },
    ...(lastCatchUp && { lastCatchUp }),
    ...(comparisons && { comparisons }),
    ...(webhooksReason !== undefined && { webhooksReason }),
    ...(subscriptionsReason !== undefined && { subscriptionsReason }),
  };
}

function findings(seen: {
  deadLetters: QueueDepth[];
  parked: number;
  connections: Health['connections'];
}): string[] {
  const dead = seen.deadLetters.filter(({ waiting }) => waiting > 0);
  const stopped = seen.connections.filter(({ lastCatchUp }) => lastCatchUp?.outcome === 'stopped');
  return [
    ...dead.map(({ queue, waiting }) => `Messages that nothing could process, in ${queue}: ${waiting}.`),
    ...(seen.parked > 0 ? [`Parked deliveries that wait for a person: ${seen.parked}.`] : []),
    ...stopped.map(
      ({ name, lastCatchUp }) =>
        `The catch-up of ${name} stopped: ${lastCatchUp?.reason ?? 'no reason given'}`,
    ),
    ...seen.connections.flatMap(withoutEffect),
    ...seen.connections.flatMap(withoutWebhooks),
  ];
}

/** Changes come late where neither the ERP sends nor we could ask it to. */
const withoutWebhooks = ({
  name,
  webhooksReason,
  subscriptionsReason,
}: Health['connections'][number]): string[] => [
  ...(webhooksReason === undefined ? [] : [`The webhooks of ${name} are silent. ${webhooksReason}`]),
  ...(subscriptionsReason === undefined
    ? []
    : [`Subscriptions of ${name} could not be upheld: ${subscriptionsReason}`]),
];

/** Comparisons that were meant to change something and did not (P-4). */
const withoutEffect = ({ name, comparisons = {} }: Health['connections'][number]): string[] =>
  Object.entries(comparisons)
    .filter(([, { outcome }]) => outcome === 'refused' || outcome === 'stopped')
    .map(
      ([entity, { outcome, reason }]) =>
        `The comparison of ${entity}s of ${name} was ${outcome}: ${reason ?? 'no reason given'}`,
    );
