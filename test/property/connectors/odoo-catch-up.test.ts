import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWatermark, pullSince } from '../../../domain/catch-up/pull-window.ts';
import { listKeys } from '../../../functions/shared/erp/fetch/list-keys.ts';
import { pullPage } from '../../../functions/shared/erp/fetch/pull-page.ts';
import type { ErpAccess } from '../../../functions/shared/erp/fetch/erp-access.ts';
import { textAt } from '../../../functions/shared/erp/lossless-json.ts';
import { shippedConnector } from '../../support/erp/a-connector.ts';
import { fakeOdoo, type Row } from '../../support/erp/fake-odoo.ts';
import { access, scriptedErp } from '../../support/erp/scripted-erp.ts';

const connector = shippedConnector('odoo');
const START = Date.parse('2026-03-01T00:00:00Z');
const customers = 1_200;

const written = (second: number): string =>
  new Date(START + second * 1000).toISOString().slice(0, 19).replace('T', ' ');
const customer = (id: number, second: number): Row => ({
  ...{ id, customer_rank: 1, name: `v${second}`, write_date: written(second) },
});

interface Event {
  readonly kind: 'change' | 'delete' | 'add';
  readonly at: number;
}
const anyEvent = fc.record<Event>({
  kind: fc.constantFrom('change', 'delete', 'add'),
  at: fc.nat(customers - 1),
});
/** What happens while each of the pages is read. */
const anyHistory = fc.array(fc.array(anyEvent, { maxLength: 40 }), { minLength: 1, maxLength: 6 });

function happen(rows: Row[], { kind, at }: Event, second: number): void {
  const index = at % rows.length;
  if (kind === 'add') rows.push(customer(Math.max(...rows.map(({ id }) => id)) + 1, second));
  else if (kind === 'delete') rows.splice(index, 1);
  else rows[index] = customer(rows[index]?.id ?? 1, second);
}

/** All pages since then; how things stood is written into the mirror. The newest change is what the watermark is made of. */
async function caughtUp(opened: ErpAccess, mirror: Map<string, string>, since: string): Promise<string> {
  let newest = since;
  let cursor: string | undefined;
  do {
    const page = await pullPage(opened, { entity: 'debtor', resource: 'res.partner', since, cursor });
    for (const row of page.payloads) mirror.set(textAt(row, 'id') ?? '', textAt(row, 'name') ?? '');
    if (page.newest !== undefined && page.newest > newest) newest = page.newest;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return newest;
}

async function compared(opened: ErpAccess, mirror: Map<string, string>): Promise<number | undefined> {
  const first = await listKeys(opened, { resource: 'res.partner' });
  const there = new Set(first.externalIds);
  for (const id of mirror.keys()) if (!there.has(id)) mirror.delete(id);
  return first.stated;
}

describe('catching up with Odoo', () => {
  it('loses nothing that is changed, added or deleted while its pages are read', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async (history) => {
        const rows = Array.from({ length: customers }, (_, index) => customer(index + 1, 0));
        const odoo = fakeOdoo({ 'res.partner': rows });
        const left = [...history];
        let second = 1;
        const erp = scriptedErp((request) => {
          const answer = odoo.answer(request);
          for (const event of left.shift() ?? []) happen(rows, event, second);
          second += 1;
          return answer;
        });
        const opened = access(connector, erp, {
          connection: { externalCompany: '1', settings: { database: 'alm' } },
          secrets: { apiKey: 'k', hookKey: 'h' },
        });
        const mirror = new Map<string, string>();

        let watermark: string | undefined;
        const catchUp = async () => {
          const runStartedAt = new Date(START + second * 1000).toISOString();
          const newest = await caughtUp(opened, mirror, pullSince(watermark, 0));
          watermark = nextWatermark({ before: watermark, newest, runStartedAt });
        };
        do await catchUp();
        while (left.length > 0);
        await catchUp();

        expect(await compared(opened, mirror)).toBe(rows.length);
        expect(mirror).toEqual(new Map(rows.map((row) => [String(row.id), row['name']])));
      }),
      { numRuns: 15 },
    );
  });
});
