import type { HttpRequest } from '../../../../functions/shared/erp/fetch/http-port.ts';
import type { ScriptedAnswer } from '../scripted-erp.ts';

export interface KeptOrder {
  id: string;
  ref: string;
  state: string;
  rows: Record<string, unknown>[];
}

/** An ERP in a few lines that keeps drafts and their lines; at the n-th write it fails as told, after or before doing it. */
export interface StatefulErp {
  readonly orders: KeptOrder[];
  readonly answer: (request: HttpRequest) => ScriptedAnswer;
}

export interface Failure {
  /** Counts writes from 1. */
  readonly at: number;
  readonly isDone: boolean;
}

export function aStatefulErp(failures: readonly Failure[] = []): StatefulErp {
  const orders: KeptOrder[] = [];
  let writes = 0;
  const answer = (request: HttpRequest): ScriptedAnswer => {
    if (request.method === 'GET') return read(orders, request.url);
    writes += 1;
    const failure = failures.find(({ at }) => at === writes);
    if (failure && !failure.isDone) return broken;
    const done = write(orders, request);
    return failure ? broken : done;
  };
  return { orders, answer };
}

const broken: ScriptedAnswer = { status: 502, body: '<h1>Bad gateway</h1>' };
const refused = (error: string): ScriptedAnswer => ({ status: 400, body: { error } });

function read(orders: readonly KeptOrder[], { pathname, searchParams }: URL): ScriptedAnswer {
  const [, id, part] = /\/orders(?:\/(\w+))?(?:\/(\w+))?$/.exec(pathname) ?? [];
  if (part === 'lines') return { body: { rows: orders.find((order) => order.id === id)?.rows ?? [] } };
  return { body: { rows: orders.filter(({ ref }) => ref === searchParams.get('ref')) } };
}

function write(orders: KeptOrder[], { url, body = '{}' }: HttpRequest): ScriptedAnswer {
  const [, id, part] = /\/orders(?:\/(\w+))?(?:\/(\w+))?$/.exec(url.pathname) ?? [];
  const sent = JSON.parse(body) as Record<string, unknown>;
  const order = orders.find((each) => each.id === id);
  if (id === undefined) return created(orders, sent);
  if (!order || order.state !== 'draft') return refused('There is no such draft.');
  if (part === 'submit') order.state = 'submitted';
  else order.rows.push(...rowsOf(sent));
  return { body: {} };
}

const rowsOf = (sent: Record<string, unknown>): Record<string, unknown>[] =>
  Array.isArray(sent['many']) ? (sent['many'] as Record<string, unknown>[]) : [sent];

function created(orders: KeptOrder[], sent: Record<string, unknown>): ScriptedAnswer {
  const rows = Array.isArray(sent['rows']) ? (sent['rows'] as Record<string, unknown>[]) : [];
  const order = { id: String(orders.length + 1), ref: String(sent['ref']), state: 'draft', rows };
  orders.push(order);
  return { status: 201, body: order };
}
