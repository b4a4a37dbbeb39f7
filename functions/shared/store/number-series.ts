import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { getDocument } from './documents.ts';
import { keyOf, numberOf } from './items.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';
import { transact } from './transact.ts';

/** What is to be written with the numbers it was made for; `tidy` runs once it is written. */
export interface NumberedWrite<Made> {
  readonly made: Made;
  readonly records: readonly TransactWriteItem[];
  readonly tidy?: () => Promise<void>;
}

export interface SeriesOf {
  readonly company: string;
  /** Names of the series, one number of each. */
  readonly series: readonly string[];
}

/** With the delays below a quarter of a minute at most: a request may take twice that. */
const MOST_TRIES = 60;
const LONGEST_DELAY = 400;

/**
 * Gives the next number of each series to what `make` builds with them, and writes counters and records as one: a number is used if
 * and only if its record exists, so a series has no gap whatever is refused or killed. Whoever loses a number to somebody else takes
 * the next.
 */
export async function writeNumbered<Made>(
  store: Store,
  { company, series }: SeriesOf,
  make: (next: (series: string) => number) => Promise<NumberedWrite<Made>>,
): Promise<Made> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (tries > 0) await wait(randomInt(Math.min(LONGEST_DELAY, 10 * 2 ** tries)));
    const counts = await Promise.all(series.map((name) => countOf(store, company, name)));
    const { made, records, tidy } = await make((name) => 1 + (counts[series.indexOf(name)] ?? 0));
    const counters = series.map((name, index) =>
      countOn(store, { company, series: name, counted: counts[index] ?? 0 }),
    );
    if ((await transact(store, { records, counters })) === 'contended') continue;
    await tidy?.();
    return made;
  }
  throw new ConcurrentChangeError('Too many documents are numbered at this moment; repeat shortly.');
}

async function countOf(store: Store, company: string, series: string): Promise<number> {
  const item = await getDocument(store, keys.numberSeries(company, series));
  return item ? numberOf(item, 'counted') : 0;
}

function countOn(
  store: Store,
  { company, series, counted }: { company: string; series: string; counted: number },
): TransactWriteItem {
  const before = ':before';
  return {
    Put: {
      TableName: store.crm,
      Item: { ...keyOf(keys.numberSeries(company, series)), counted: { N: String(counted + 1) } },
      ...(counted === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: `counted = ${before}`,
            ExpressionAttributeValues: { [before]: { N: String(counted) } },
          }),
    },
  };
}
