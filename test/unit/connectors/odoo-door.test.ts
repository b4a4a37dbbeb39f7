import { beforeEach, describe, expect, it } from 'vitest';
import { arriving } from '../../support/webhooks/any-request.ts';
import { aConnection, aDoor } from '../../support/webhooks/door.ts';

const hookKey = 'a-hook-key-of-24-letters';
const alm = aConnection({
  ...{ connectionId: 'alm', connector: 'odoo', externalCompany: '1', settings: { database: 'alm' } },
});
const door = aDoor({ connections: [alm], secrets: { hookKey, apiKey: 'k' } });
beforeEach(() => door.forget());

const hint = (model: string, more: object = {}) => ({
  ...{ _action: 'Tell Orderseam(#815)', _id: 77, _model: model, id: 77, ...more },
});
const told = (body: object, query: Record<string, string> = { key: hookKey }) =>
  door.receive(
    'alm',
    arriving({ connectionId: 'alm', headers: {}, query, body: Buffer.from(JSON.stringify(body)) }),
  );

describe('a hint of Odoo, which waits one second and never repeats', () => {
  it.each([
    ['res.partner', 'debtor'],
    ['product.product', 'product'],
    ['account.move', 'invoice'],
    ['sale.order', 'order'],
  ])('of %s is answered after one write, before the ERP is asked for anything', async (model, entity) => {
    expect(await told(hint(model))).toMatchObject({ status: 200 });
    expect(door.effects()).toMatchObject({ queued: [{ entity }], recorded: [] });
    expect(door.effects().archived.size).toBe(0);
  });

  it('that comes twice is taken twice: that it is the same shows when the record is read', async () => {
    await told(hint('sale.order'));
    await told(hint('sale.order'));

    expect(door.effects().queued).toHaveLength(2);
  });

  it.each<[string, Record<string, string>]>([
    ['without a key', {}],
    ['with a wrong key', { key: 'a-hook-key-of-24-letterz' }],
    ['with the key under another name', { token: hookKey }],
  ])('%s changes nothing', async (_, query) => {
    expect(await told(hint('sale.order'), query)).toMatchObject({ status: 401 });
    expect(door.effects().queued).toEqual([]);
  });

  it('of another company is kept, and ignored', async () => {
    expect(await told(hint('account.move', { company_id: 2 }))).toMatchObject({ status: 200 });
    expect(door.effects()).toMatchObject({ queued: [], recorded: [{ state: 'ignored' }] });
  });
});
