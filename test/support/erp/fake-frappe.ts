import { Decimal } from 'decimal.js';
import type { HttpRequest } from '../../../functions/shared/erp/fetch/http-port.ts';
import type { ScriptedAnswer } from './scripted-erp.ts';

type Doc = Record<string, unknown> & { name: string };
/** The answer to so-manieth write is lost, after it was done or before. */
export interface LostWrite {
  readonly at: number;
  readonly isDone: boolean;
}

/** A site of ERPNext as far as a hand-over asks of it: lists by filter, drafts that add up by rate, submitting. */
export function fakeFrappe(lost: readonly LostWrite[] = [], now = () => '2026-01-01 10:00:00.000000') {
  const docs: Record<string, Doc[]> = {};
  let writes = 0;
  const answer = (request: HttpRequest): ScriptedAnswer => {
    const [doctype = '', name] = request.url.pathname
      .replace('/api/resource/', '')
      .split('/')
      .map(decodeURIComponent);
    const table = (docs[doctype] ??= []);
    if (request.method === 'GET') return name === undefined ? listed(table, request.url) : read(table, name);
    writes += 1;
    const loss = lost.find(({ at }) => at === writes);
    const done =
      loss?.isDone === false ? undefined : written(table, name, { ...bodyOf(request), modified: now() });
    return loss === undefined && done ? done : { status: 502, body: '<html>Bad Gateway</html>' };
  };
  return { docs, answer, writes: () => writes };
}

const bodyOf = ({ body }: HttpRequest) => JSON.parse(body ?? '{}') as Record<string, unknown>;

function listed(table: readonly Doc[], url: URL): ScriptedAnswer {
  const filters = JSON.parse(url.searchParams.get('filters') ?? '[]') as string[][];
  const fields = JSON.parse(url.searchParams.get('fields') ?? '[]') as string[];
  const rows = table.filter((doc) => filters.every((filter) => fits(doc, filter)));
  const chosen = rows
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((row) => Object.fromEntries(fields.map((field) => [field, row[field] ?? null])));
  return { body: { data: chosen } };
}

/** A filter of four names the table of the field first. */
function fits(doc: Doc, filter: readonly string[]): boolean {
  const [field = '', operator = '', value = ''] = filter.slice(-3);
  if (operator === '=') return doc[field] === value;
  if (operator === '>') return String(doc[field]) > value;
  if (operator === '>=') return String(doc[field]) >= value;
  if (operator === 'is' && value === 'not set') return doc[field] === undefined;
  throw new Error(`The fake site knows no filter ${operator}.`);
}

function read(table: readonly Doc[], name: string): ScriptedAnswer {
  const doc = table.find((each) => each.name === name);
  return doc ? { body: { data: doc } } : { status: 404, body: { exc_type: 'DoesNotExistError' } };
}

function written(table: Doc[], name: string | undefined, body: Record<string, unknown>): ScriptedAnswer {
  if (name === undefined) {
    const made = { docstatus: 0, ...body, ...totalsOf(body), name: `NEW-${table.length + 1}` };
    table.push(made);
    return { body: { data: made } };
  }
  const doc = table.find((each) => each.name === name);
  if (!doc) return { status: 404, body: { exc_type: 'DoesNotExistError' } };
  if (doc['docstatus'] !== 0) return { status: 417, body: { exc_type: 'UpdateAfterSubmitError' } };
  return {
    body: {
      data: Object.assign(doc, body, { status: 'To Deliver and Bill', per_delivered: 0, per_billed: 0 }),
    },
  };
}

/** Each amount is rate by quantity, rounded; 20 % on their sum. */
function totalsOf({ items }: Record<string, unknown>) {
  if (!Array.isArray(items)) return {};
  const lines = items as { qty: number; rate: number }[]; // as the mapping wrote them
  const net = lines.reduce(
    (sum, { qty, rate }) => sum.plus(new Decimal(qty).times(rate).toDecimalPlaces(2)),
    new Decimal(0),
  );
  const tax = net.times('0.2').toDecimalPlaces(2);
  return {
    net_total: net.toNumber(),
    total_taxes_and_charges: tax.toNumber(),
    grand_total: net.plus(tax).toNumber(),
  };
}
