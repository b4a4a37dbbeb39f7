import type { DatabaseSync } from 'node:sqlite';

/** Each kind of number counts for itself and without gaps; drafts have numbers of their own. */
const series = {
  customer: { prefix: 'D', width: 5, first: 10001 },
  item: { prefix: '', width: 5, first: 70001 },
  draftInvoice: { prefix: 'ENTWURF-', width: 4, first: 1 },
  invoice: { prefix: 'RE', width: 6, first: 103001 },
  draftCreditMemo: { prefix: 'GENTWURF-', width: 4, first: 1 },
  creditMemo: { prefix: 'GS', width: 6, first: 104001 },
  order: { prefix: 'AB', width: 6, first: 101001 },
} as const;

export type SeriesName = keyof typeof series;

export class NumberSeries {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  next(name: SeriesName): string {
    const { prefix, width, first } = series[name];
    const row = this.#database
      .prepare(
        `INSERT INTO number_series VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last`,
      )
      .get(name, first) as { last: number };
    return prefix + String(row.last).padStart(width, '0');
  }
}
