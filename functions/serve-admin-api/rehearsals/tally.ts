import { verdictSchema, type RehearsalAnswer, type RehearsedRecord } from '../views/rehearsal-view.ts';
import type { Compared } from './compare-outcomes.ts';
import type { DeliveryToRehearse } from './items-of-delivery.ts';

/** A function answers 6 MB at most; what one more run finds has to fit, too. */
const FULL_AT = 2_000_000;

/** What a rehearsal has found so far. */
export interface Tally {
  readonly deliveries: number;
  readonly isFull: () => boolean;
  readonly add: (rehearsed: DeliveryToRehearse, compared: readonly Compared[]) => void;
  readonly answer: () => Omit<RehearsalAnswer, 'cursor'>;
}

export function newTally(): Tally {
  const counts = new Map(verdictSchema.options.map((verdict) => [verdict, 0]));
  const items: RehearsedRecord[] = [];
  let [deliveries, notShown, size] = [0, 0, 0];
  const note = (deliveryId: string, { verdict, ...record }: Compared) => {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (verdict === 'equal') return;
    items.push({ deliveryId, verdict, ...record });
    size += JSON.stringify(record).length;
  };
  return {
    get deliveries() {
      return deliveries;
    },
    isFull: () => size >= FULL_AT,
    add({ delivery, notComparable: reason, notShown: more }, compared) {
      deliveries += 1;
      notShown += more;
      for (const record of compared) note(delivery.deliveryId, record);
      if (reason !== undefined)
        note(delivery.deliveryId, { externalId: null, verdict: 'not-comparable', reason });
    },
    answer: () => ({
      ...{ deliveries, notShown, items },
      counts: Object.fromEntries(counts) as RehearsalAnswer['counts'], // every verdict was counted
    }),
  };
}
