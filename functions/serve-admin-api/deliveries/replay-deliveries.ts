import type { Delivery } from '../../../domain/records/delivery.ts';
import { problemOf } from '../../shared/http/problem-of.ts';
import { getDelivery } from '../../shared/store/deliveries.ts';
import type { AdminPorts } from '../ports.ts';
import type { MappedChange } from '../views/delivery-view.ts';
import { without } from '../views/without.ts';
import { sendAgain } from './send-again.ts';

export interface ReplayOutcome {
  readonly deliveryId: string;
  readonly outcome: MappedChange['outcome'] | 'queued' | 'refused' | 'unknown';
  readonly reason?: string | undefined;
  readonly changes?: MappedChange[] | undefined;
  readonly notShown?: number | undefined;
}

export interface Replay {
  readonly company: string;
  readonly deliveryIds: readonly string[];
  readonly preview: boolean;
  /** The person who wants it, kept with the attempts. */
  readonly by: string;
}

/** One delivery that cannot be replayed does not hold back the others; it says why. */
export const replayDeliveries = (ports: AdminPorts, replay: Replay): Promise<ReplayOutcome[]> =>
  Promise.all([...new Set(replay.deliveryIds)].map((deliveryId) => replayOne(ports, replay, deliveryId)));

async function replayOne(
  ports: AdminPorts,
  { company, preview, by }: Replay,
  deliveryId: string,
): Promise<ReplayOutcome> {
  const delivery = await getDelivery(ports.store, company, deliveryId);
  if (!delivery) return { deliveryId, outcome: 'unknown', reason: 'There is no such delivery.' };
  try {
    return preview ? await previewed(ports, delivery) : await queued(ports, delivery, by);
  } catch (error) {
    const problem = problemOf(error);
    if (!problem || problem.status >= 500) throw error;
    return { deliveryId, outcome: 'refused', reason: problem.message };
  }
}

async function queued(ports: AdminPorts, delivery: Delivery, by: string): Promise<ReplayOutcome> {
  await sendAgain(ports, delivery, { reason: 'replay', by });
  return { deliveryId: delivery.deliveryId, outcome: 'queued' };
}

async function previewed(ports: AdminPorts, delivery: Delivery): Promise<ReplayOutcome> {
  // Fifty whole documents would be too much for one answer; the differences say what matters.
  const preview = await ports.preview(delivery);
  const changes = preview.changes.map((change) => without(change, 'canonical'));
  const { notShown } = preview;
  const { outcome, reason } = worst(changes);
  const reasons = [reason, notShown > 0 ? `${notShown} more changes were not looked at.` : undefined];
  return {
    deliveryId: delivery.deliveryId,
    ...{ outcome, changes, notShown },
    reason: reasons.filter((each) => each !== undefined).join(' ') || undefined,
  };
}

const precedence = ['parked', 'applied', 'superseded', 'duplicate', 'unchanged', 'ignored'] as const;

/** The outcome of the delivery as a whole is the first of these that any of its changes has. */
function worst(
  changes: readonly MappedChange[],
): Pick<ReplayOutcome, 'reason'> & { outcome: MappedChange['outcome'] } {
  const outcome = precedence.find((each) => changes.some((change) => change.outcome === each)) ?? 'ignored';
  return { outcome, reason: changes.find((change) => change.outcome === outcome)?.reason };
}
