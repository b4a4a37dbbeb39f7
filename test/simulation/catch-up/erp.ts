import type { Plan } from './plan.ts';

export const kinds = ['debtor', 'product'] as const;
export type Kind = (typeof kinds)[number];

export interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** The ERP's time when the change was begun, which its commit may follow late. */
  readonly changedMs: number;
  readonly version: number;
  /** By our clock, since when it was there without a break. */
  readonly sinceMs: number;
}

/** What a commit tells the world, if it does. */
export interface News {
  readonly kind: Kind;
  readonly id: string;
  readonly gone: boolean;
  readonly row?: Row | undefined;
  readonly changedMs: number;
}

const MOST_LOSSES = 1;
/** Of fewer than ten, one is more than a tenth. */
const FEWEST = 10;

interface Commit {
  readonly visibleMs: number;
  readonly act: () => void;
}

/** A simulated ERP: people change its records, commits come late, and every commit is news. */
export class SimulatedErp {
  readonly #plan: Plan;
  readonly #rows: Record<Kind, Map<string, Row>> = { debtor: new Map(), product: new Map() };
  readonly #gone: Record<Kind, { row: Row; wasRead: boolean }[]> = { debtor: [], product: [] };
  /** Records whose change is under way: a second one waits for the first. */
  readonly #locked = new Set<string>();
  #commits: Commit[] = [];
  #made = 0;
  #versions = 0;
  /** Records that went since the sides were compared last: of a list that lacks a tenth, nobody believes that it is whole. */
  readonly losses: Record<Kind, number> = { debtor: 0, product: 0 };
  /** When the last catch-up began that came to its end. */
  readUntilMs = 0;
  nowMs: number;
  news: News[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
    this.nowMs = plan.startMs;
    for (let count = 0; count < plan.records; count += 1) this.#create(kinds[count % 2] ?? 'debtor', 0);
    this.pass(plan.lateMs + 1_000);
  }

  /** What an outsider sees now. */
  rows(kind: Kind): Row[] {
    return [...this.#rows[kind].values()];
  }

  row(kind: Kind, id: string): Row | undefined {
    return this.#rows[kind].get(id);
  }

  /** Time goes on; what was begun becomes visible. */
  pass(ms: number): void {
    this.nowMs += ms;
    const due = this.#commits.filter(({ visibleMs }) => visibleMs <= this.nowMs);
    this.#commits = this.#commits.filter(({ visibleMs }) => visibleMs > this.nowMs);
    for (const { act } of due.toSorted((a, b) => a.visibleMs - b.visibleMs)) act();
  }

  /** Somebody does something. */
  happen(): void {
    const { chance, keyIsName, lateMs } = this.#plan;
    const kind = kinds[chance.below(2)] ?? 'debtor';
    const free = this.rows(kind).filter(({ id }) => !this.#locked.has(`${kind} ${id}`));
    // Some records are changed again and again.
    const among = chance.happens(0.5) ? Math.min(3, free.length) : free.length;
    const row = free[chance.below(Math.max(1, among))];
    const late = lateMs === 0 ? 0 : chance.below(lateMs);
    const what = chance.below(10);
    if (!row || what < 2) return this.#create(kind, late);
    if (what < 6) return this.#change(kind, row, late);
    if (what === 9) return this.#restore(kind);
    const isFew = this.#rows[kind].size <= FEWEST;
    if (isFew || this.losses[kind] === MOST_LOSSES) return this.#change(kind, row, late);
    this.losses[kind] += 1;
    return what === 8 && keyIsName ? this.#rename(kind, row) : this.#delete(kind, row);
  }

  #create(kind: Kind, late: number): void {
    this.#made += 1;
    // Ids in no order of time, so that new records come anywhere in a list by id.
    const id = `${String.fromCharCode(97 + this.#plan.chance.below(26))}${this.#made}`;
    this.#commit({
      kind,
      late,
      row: this.#stamped({ id, number: `N${this.#made}`, name: `name ${this.#made}` }),
    });
  }

  #change(kind: Kind, row: Row, late: number): void {
    this.#made += 1;
    const number = this.#plan.chance.happens(0.3) ? `N${this.#made}` : row.number;
    this.#commit({ kind, late, row: this.#stamped({ ...row, number, name: `name ${this.#made}` }) });
  }

  #delete(kind: Kind, row: Row): void {
    this.#rows[kind].delete(row.id);
    const visibleMs = row.changedMs - this.#plan.skewMs + this.#plan.lateMs;
    this.#gone[kind].push({ row, wasRead: visibleMs < this.readUntilMs });
    this.#tell({ kind, id: row.id, gone: true, changedMs: this.#clock() });
  }

  /** Silent: the record bears its old time under its new name. */
  #rename(kind: Kind, row: Row): void {
    this.#made += 1;
    this.#rows[kind].delete(row.id);
    const renamed = { ...row, id: `${row.id.slice(0, 1)}${this.#made}`, sinceMs: this.nowMs };
    this.#rows[kind].set(renamed.id, renamed);
  }

  /** It bears the time it had, unless nobody can have read it since: no catch-up finds what changes in the past. */
  #restore(kind: Kind): void {
    const gone = this.#gone[kind].pop();
    if (!gone) return;
    const restored = { ...gone.row, sinceMs: this.nowMs };
    if (gone.wasRead) this.#rows[kind].set(restored.id, restored);
    else this.#commit({ kind, late: 0, row: this.#stamped(restored) });
  }

  #clock = (): number => this.nowMs + this.#plan.skewMs;

  #stamped(row: Pick<Row, 'id' | 'number' | 'name'> & Partial<Row>): Row {
    // One record never changes twice within what the ERP can tell apart.
    const changedMs = Math.max(this.#clock(), (row.changedMs ?? 0) + 1);
    this.#versions += 1;
    return { ...row, changedMs, version: this.#versions, sinceMs: row.sinceMs ?? this.nowMs };
  }

  #commit({ kind, late, row }: { readonly kind: Kind; readonly late: number; readonly row: Row }): void {
    const lock = `${kind} ${row.id}`;
    this.#locked.add(lock);
    const act = () => {
      this.#locked.delete(lock);
      const before = this.#rows[kind].get(row.id);
      // Whoever changes a record that somebody deletes meanwhile is refused.
      if (!before && row.sinceMs < this.nowMs - late - 1) return;
      const visible = { ...row, sinceMs: before?.sinceMs ?? this.nowMs };
      this.#rows[kind].set(row.id, visible);
      this.#tell({ kind, id: row.id, gone: false, row: visible, changedMs: row.changedMs });
    };
    this.#commits.push({ visibleMs: this.nowMs + late, act });
    if (late === 0) this.pass(0);
  }

  #tell(news: News): void {
    this.news.push(news);
  }
}
