import { describe, expect, it } from 'vitest';
import { comparedResources } from '../../../../../../functions/shared/erp/compared-resources.ts';
import { listKeys } from '../../../../../../functions/shared/erp/fetch/list-keys.ts';
import { aConnector, shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const mapping = { kind: 'canonical' } as const;
const resource = { entity: 'debtor', payload: 'complete', mapping } as const;
const list = { path: 'things', query: { count: 'true' }, records: 'rows', count: 'total' };
const http = {
  authentication: { kind: 'none' },
  test: { path: '' },
  paging: { kind: 'next-link', path: 'next' },
} as never;
const connector = aConnector({ http, resources: { things: { ...resource, list } } });

const keysOf = (body: object, cursor?: string) => {
  const erp = scriptedErp([{ body }]);
  return listKeys(access(connector, erp), { resource: 'things', cursor });
};

describe('a full list of ids (P-4)', () => {
  it('comes page by page, with the count where the ERP states it', async () => {
    const first = await keysOf({ total: 3, rows: [{ id: 'a' }, { id: 'b' }], next: 'things?after=b' });
    expect(first).toMatchObject({ externalIds: ['a', 'b'], stated: 3 });
    expect(first.cursor).toMatch(/things\?after=b$/);
    const last = await keysOf({ rows: [{ id: 'c' }] }, first.cursor);
    expect(last).toEqual({ externalIds: ['c'], cursor: undefined, stated: undefined });
  });

  it.each([['many'], [null], ['-1'], [1.5]])('states nothing where the ERP says %s', async (total) => {
    expect((await keysOf({ total, rows: [] })).stated).toBe(undefined);
  });

  it('is refused with a row that has no usable id', async () => {
    await expect(keysOf({ total: 1, rows: [{ name: 'x' }] })).rejects.toThrow(/no usable id at "id"/);
    await expect(keysOf({ total: 1, rows: [{ id: '../x' }] })).rejects.toThrow(/no usable id/);
  });

  it('brings ids in the form in which webhooks bring them', async () => {
    const identity = { id: 'id', pattern: '[A-Za-z0-9-]{1,40}', letterCase: 'lower' } as const;
    const lower = aConnector({ http, identity, resources: { things: { ...resource, list } } });
    const erp = scriptedErp([{ body: { total: 1, rows: [{ id: 'ABC' }] } }]);
    const page = await listKeys(access(lower, erp), { resource: 'things' });
    expect(page.externalIds).toEqual(['abc']);
  });
});

describe('an entity can be compared', () => {
  it('where every resource of it has a list', () => {
    expect(comparedResources(connector, 'debtor')).toEqual(['things']);
    const half = aConnector({ http, resources: { things: { ...resource, list }, others: resource } });
    expect(comparedResources(half, 'debtor')).toEqual([]);
    expect(comparedResources(connector, 'product')).toEqual([]);
  });

  it('beside resources that only tell of another one’s records', () => {
    const told = aConnector({
      http,
      resources: { things: { ...resource, list }, told: { ...resource, partOf: 'things' } },
    });
    expect(comparedResources(told, 'debtor')).toEqual(['things']);
  });

  it('with Business Central: customers and items, but no documents', () => {
    const shipped = shippedConnector('business-central');
    expect(comparedResources(shipped, 'debtor')).toEqual(['customers']);
    expect(comparedResources(shipped, 'product')).toEqual(['items']);
    expect(comparedResources(shipped, 'invoice')).toEqual([]);
  });
});
