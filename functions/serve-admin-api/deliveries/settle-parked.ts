import type { Delivery, ParkedCause } from '../../../domain/records/delivery.ts';
import { problemOf } from '../../shared/http/problem-of.ts';
import { inTurns } from '../../shared/ingestion/in-turns.ts';
import type { AdminPorts } from '../ports.ts';
import type { ParkedResult } from '../views/parked-view.ts';
import { chooseParked, type ParkedChoice } from './choose-parked.ts';
import { discard } from './keep-delivery.ts';
import { releasability } from './releasability.ts';
import { sendAgain } from './send-again.ts';

/** Under way at the same time. */
const WIDTH = 16;

/**
 * Releases the next parked deliveries of a filter, or tells which would be. Asked twice it sends them twice, which has one effect: what is
 * applied says so.
 */
export async function releaseParked(
  ports: AdminPorts,
  choice: Omit<ParkedChoice, 'verb'>,
  by: string,
): Promise<ParkedResult> {
  const assertReleasable = releasability(ports, choice.company);
  return settleParked(ports, { ...choice, verb: 'release' }, async (delivery) => {
    await assertReleasable(delivery);
    if (!choice.request.preview) await sendAgain(ports, delivery, { reason: 'release', by });
  });
}

/** Discards the next parked deliveries of a filter, or tells which would be. Those once discarded are not chosen again. */
export const discardParked = (
  ports: AdminPorts,
  choice: Omit<ParkedChoice, 'verb'>,
  decision: { readonly by: string; readonly reason: string },
): Promise<ParkedResult> =>
  settleParked(ports, { ...choice, verb: 'discard' }, async (delivery) => {
    if (!choice.request.preview) await discard(ports, delivery, decision);
  });

async function settleParked(
  ports: AdminPorts,
  choice: ParkedChoice,
  settle: (delivery: Delivery) => Promise<void>,
): Promise<ParkedResult> {
  const { deliveries, cursor } = await chooseParked(ports, choice);
  const refusals = await inTurns(deliveries, WIDTH, (delivery) => refusalOf(() => settle(delivery)));
  const done = deliveries.filter((_, index) => refusals[index] === undefined);
  const refused = deliveries.flatMap(({ deliveryId }, index) => {
    const reason = refusals[index];
    return reason === undefined ? [] : [{ deliveryId, reason }];
  });
  return { done: done.length, byCause: countCauses(done), refused, cursor };
}

/** One that cannot be settled does not hold back the others; an outage is none of its own and ends the request. */
async function refusalOf(settle: () => Promise<void>): Promise<string | undefined> {
  try {
    await settle();
    return undefined;
  } catch (error) {
    const problem = problemOf(error);
    if (!problem || problem.status >= 500) throw error;
    return problem.message;
  }
}

/** Parked before causes were noted: unknown. */
function countCauses(deliveries: readonly Delivery[]): ParkedResult['byCause'] {
  const counts: Partial<Record<ParkedCause | 'unknown', number>> = {};
  for (const { changes } of deliveries) {
    const cause = changes.find(({ state }) => state === 'parked')?.cause ?? 'unknown';
    counts[cause] = (counts[cause] ?? 0) + 1;
  }
  return counts;
}
