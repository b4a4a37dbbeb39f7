import type { HttpRequest } from '../../../functions/shared/erp/fetch/http-port.ts';
import type { ScriptedAnswer } from './scripted-erp.ts';

export type Row = Record<string, unknown> & { id: number };
type Term = readonly [field: string, operator: string, value: unknown];
type Domain = readonly (Term | '|' | '&')[];

interface Call {
  readonly domain?: Domain;
  readonly ids?: readonly number[];
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly vals_list?: readonly Record<string, unknown>[];
}

/** The n-th write, from 1, ends without an answer: before or after it was done. */
export interface LostAnswer {
  readonly at: number;
  readonly isDone: boolean;
}

/** JSON-2 in a few lines: models with domains, commands for lines, and numbers that have to be numbers. */
export interface FakeOdoo {
  readonly models: Record<string, Row[]>;
  readonly answer: (request: HttpRequest) => ScriptedAnswer;
}

const refusal = (status: number, words: string): ScriptedAnswer => ({ status, body: JSON.stringify(words) });

export function fakeOdoo(
  models: Record<string, Row[]>,
  lost: readonly LostAnswer[] = [],
  now = () => '2026-01-01 10:00:00',
): FakeOdoo {
  let writes = 0;
  return {
    models,
    answer({ url, body }) {
      const [, model = '', method = ''] = /\/json\/2\/([a-z.]+)\/([a-z_]+)$/.exec(url.pathname) ?? [];
      const rows = models[model];
      if (rows === undefined) return refusal(404, `the model '${model}' does not exist`);
      const call = JSON.parse(body ?? '{}') as Call;
      const read = readers[method]?.(rows, call);
      if (read !== undefined) return { body: JSON.stringify(read) };
      writes += 1;
      const failure = lost.find(({ at }) => at === writes);
      if (failure && !failure.isDone) return { status: 502 };
      const done = written(models, { model, method, now: now() }, call);
      return failure ? { status: 502 } : done;
    },
  };
}

const readers: Record<string, (rows: readonly Row[], call: Call) => unknown> = {
  read: (rows, { ids = [], fields = [] }) =>
    rows.filter(({ id }) => ids.includes(id)).map((row) => chosen(row, fields)),
  search_count: (rows, { domain = [] }) => rows.filter((row) => fits(row, domain)).length,
  search_read: (rows, { domain = [], fields = [], limit = Infinity }) =>
    rows
      .filter((row) => fits(row, domain))
      .sort((a, b) => a.id - b.id)
      .slice(0, limit)
      .map((row) => chosen(row, fields)),
};

const chosen = (row: Row, fields: readonly string[]): object =>
  Object.fromEntries(['id', ...fields].map((field) => [field, row[field] ?? false]));

/** Operators stand before their two operands; whatever is left over counts together. */
function fits(row: Row, domain: Domain): boolean {
  const stack: boolean[] = [];
  for (const part of [...domain].reverse()) {
    if (typeof part !== 'string') stack.push(holds(row, part));
    else {
      const [left = false, right = false] = [stack.pop(), stack.pop()];
      stack.push(part === '|' ? left || right : left && right);
    }
  }
  return stack.every(Boolean);
}

/** A text never equals a number, as in a database that takes types seriously. */
function holds(row: Row, [field, operator, wanted]: Term): boolean {
  const value = row[field] ?? false;
  if (operator === '=') return value === wanted;
  if (operator === 'in') return (wanted as unknown[]).includes(value);
  if (typeof value !== typeof wanted) return false;
  const [left, right] = [value as string | number, wanted as string | number];
  return operator === '>' ? left > right : left >= right;
}

interface Method {
  readonly model: string;
  readonly method: string;
  readonly now: string;
}

function written(models: Record<string, Row[]>, { model, method, now }: Method, call: Call): ScriptedAnswer {
  if (method === 'create')
    return {
      body: (call.vals_list ?? []).map((vals) => created(models, model, { ...vals, write_date: now })),
    };
  const rows = (models[model] ?? []).filter(({ id }) => call.ids?.includes(id));
  if (method !== 'action_confirm' || rows.length !== 1) return refusal(422, `Nothing to do for ${method}.`);
  if (rows.some(({ state }) => state !== 'draft'))
    return refusal(422, 'Some orders are not in a state requiring confirmation.');
  for (const row of rows) Object.assign(row, { state: 'sale', write_date: now });
  return { body: JSON.stringify(true) };
}

function created(models: Record<string, Row[]>, model: string, vals: Record<string, unknown>): number {
  const rows = (models[model] ??= []);
  const id = Math.max(0, ...rows.map((row) => row.id)) + 1;
  rows.push({ ...vals, id, ...(model === 'sale.order' ? orderFields(models, id, vals) : {}) });
  return id;
}

function orderFields(models: Record<string, Row[]>, id: number, vals: Record<string, unknown>): object {
  const commands = vals['order_line'] as [number, number, Record<string, unknown>][];
  if (commands.some(([command, link]) => command !== 0 || link !== 0)) throw new Error('Only creations.');
  const lines = (models['sale.order.line'] ??= []);
  const added = commands.map(([, , values], index) => ({
    ...values,
    id: lines.length + index + 1,
    order_id: id,
  }));
  lines.push(...added);
  const net = added.reduce((sum, line) => sum + subtotal(line), 0);
  return {
    ...{ name: `S${String(id).padStart(5, '0')}`, state: 'draft', currency_id: [1, 'EUR'] },
    ...{ amount_untaxed: net, amount_tax: net * 0.2, amount_total: net * 1.2 },
    order_line: added.map((line) => line.id),
  };
}

function subtotal(line: Record<string, unknown>): number {
  const [quantity, price, discount] = ['product_uom_qty', 'price_unit', 'discount'].map(
    (name) => line[name] ?? 0,
  );
  const amount = (quantity as number) * (price as number) * (1 - (discount as number) / 100);
  return Math.round(amount * 100) / 100;
}
