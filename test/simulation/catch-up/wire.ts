import { ErpUnavailableError } from '../../../domain/errors.ts';
import type { HttpPort, HttpRequest } from '../../../functions/shared/erp/fetch/http-port.ts';
import { zonedInstant } from '../../property/functions/shared/erp/fetch/zoned-instant.ts';
import { ZONE } from './connector.ts';
import type { Kind, Row, SimulatedErp } from './erp.ts';
import type { Plan } from './plan.ts';

const answered = (status: number, body: unknown) => ({
  ...{ status, headers: {} },
  body: Buffer.from(JSON.stringify(body)),
});

/** The ERP as its clients meet it: slow, busy, and not always there. */
export function wireOf(erp: SimulatedErp, plan: Plan, isQuiet: () => boolean): HttpPort {
  const { chance, busy, failing } = plan;
  const live = () => {
    erp.pass(50 + chance.below(2_000));
    if (!isQuiet() && chance.happens(busy)) erp.happen();
  };
  return {
    now: () => erp.nowMs,
    send: (request) =>
      Promise.resolve().then(() => {
        live();
        const fails = !isQuiet() && chance.happens(failing);
        if (fails && chance.happens(0.5)) return answered(503, {});
        const answer = answerTo(erp, plan, request);
        live();
        if (fails) throw new ErpUnavailableError('The ERP did not answer in time.');
        return answer;
      }),
  };
}

function answerTo(erp: SimulatedErp, plan: Plan, { url, headers }: HttpRequest) {
  const [, , , path = '', id] = url.pathname.split('/');
  const kind: Kind = path === 'debtors' ? 'debtor' : 'product';
  const rows = sorted(erp.rows(kind), plan);
  if (id === 'count') return answered(200, { total: rows.length });
  if (id === 'keys')
    return answered(200, {
      ...pageOf(rows, plan, url),
      ...(plan.count === 'on-the-page' && { total: rows.length }),
    });
  if (id !== undefined) {
    const row = erp.row(kind, id);
    return row ? answered(200, onTheWire(row, plan)) : answered(404, {});
  }
  const since = url.searchParams.get('since') ?? headers['if-modified-since'] ?? '';
  return answered(
    200,
    pageOf(
      rows.filter((row) => isListed(row, plan, since)),
      plan,
      url,
    ),
  );
}

const sorted = (rows: readonly Row[], { order }: Plan): Row[] =>
  rows.toSorted((a, b) => (order === 'changed' ? a.changedMs - b.changedMs : 0) || (a.id < b.id ? -1 : 1));

/** A page as its style counts it. A link names the row before, as servers do that keep their place. */
function pageOf(rows: readonly Row[], plan: Plan, url: URL): { rows: unknown[]; next?: string } {
  const { paging, pageSize } = plan;
  const from = startOf(rows, plan, url.searchParams);
  const page = rows.slice(from, from + pageSize);
  const last = page.at(-1);
  const next = new URL(url);
  if (last) next.searchParams.set('place', `${last.changedMs} ${last.id}`);
  const isMore = from + pageSize < rows.length;
  return {
    rows: page.map((row) => onTheWire(row, plan)),
    ...(paging === 'next-link' && isMore && { next: next.href }),
  };
}

function startOf(rows: readonly Row[], { paging, pageSize, order }: Plan, query: URLSearchParams): number {
  if (paging === 'page') return (Number(query.get('page') ?? '1') - 1) * pageSize;
  if (paging === 'offset') return Number(query.get('offset') ?? '0');
  const after = query.get('after') ?? '';
  if (paging === 'key') return countWhile(rows, ({ id }) => id <= after);
  const [ms = '', id = ''] = (query.get('place') ?? ' ').split(' ');
  if (id === '') return 0;
  return countWhile(rows, (row) => {
    if (order === 'changed' && row.changedMs !== Number(ms)) return row.changedMs < Number(ms);
    return row.id <= id;
  });
}

function countWhile(rows: readonly Row[], isBefore: (row: Row) => boolean): number {
  const first = rows.findIndex((row) => !isBefore(row));
  return first < 0 ? rows.length : first;
}

/** How the ERP writes and compares its times. */
export function stampOf(ms: number, { grain }: Pick<Plan, 'grain'>): string {
  if (grain === 'epoch-seconds') return String(Math.floor(ms / 1000));
  if (grain === 'epoch-milliseconds') return String(ms);
  if (grain === 'naive') return zonedInstant(ms, ZONE).slice(0, 19).replace('T', ' ');
  return new Date(ms).toISOString();
}

function isListed(row: Row, plan: Plan, since: string): boolean {
  if (plan.grain === 'http-date') return Math.floor(row.changedMs / 1000) * 1000 > Date.parse(since);
  if (plan.grain === 'date') return zonedInstant(row.changedMs, ZONE).slice(0, 10) >= since;
  const stamp = stampOf(row.changedMs, plan);
  return plan.grain.startsWith('epoch') ? Number(stamp) >= Number(since) : stamp >= since;
}

export const onTheWire = ({ id, number, name, version, changedMs }: Row, plan: Plan) => ({
  ...{ id, number, name, changed: stampOf(changedMs, plan) },
  ...(plan.dated === 'version' && { version: String(version) }),
});
