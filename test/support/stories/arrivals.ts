import { permutationsOf } from '../ingestion/source-history.ts';

/** In which order the steps of a story reach us, by their index; a repeated index is a notification sent twice. */
export type Arrivals = readonly number[];

/** Every order of `count` notifications. */
export const everyOrder = (count: number): Arrivals[] => permutationsOf(indexes(count));

/** Every order of `count` notifications one of which comes twice, whichever it is. */
export function everyOrderWithOneTwice(count: number): Arrivals[] {
  const orders = indexes(count).flatMap((twice) => permutationsOf([...indexes(count), twice]));
  return [...new Map(orders.map((order) => [order.join(), order])).values()];
}

const indexes = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
