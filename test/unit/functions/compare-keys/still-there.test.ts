import { describe, expect, it } from 'vitest';
import { ErpRejectedError, ErpUnavailableError, MappingError } from '../../../../domain/errors.ts';
import { unlessStillThere } from '../../../../functions/compare-keys/still-there.ts';
import type { Erp, Mapped } from '../../../../functions/shared/ingestion/ports.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { aMockedStore } from '../../../support/ingestion/a-mocked-store.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

const missing = {
  entity: 'debtor',
  externalId: 'c-1',
  change: 'deleted',
  at: '2026-02-01T08:00:00Z',
} as const;
const record = { externalId: 'c-1', name: 'Muster' };

function asked(overrides: Partial<Erp>) {
  const { erp } = ingestionWorld(aMockedStore().store);
  return unlessStillThere({ erp: { ...erp, ...overrides } }, aConnection(), missing);
}

describe('a record that the full list lacks', () => {
  it('is deleted where the ERP does not have it', async () => {
    expect(await asked({ fetch: () => Promise.resolve(undefined) })).toEqual(missing);
  });

  it('is read where the ERP has it: the list was wrong', async () => {
    expect(await asked({ fetch: () => Promise.resolve(record) })).toEqual({
      ...{ entity: 'debtor', externalId: 'c-1', resource: 'debtors', change: 'updated' },
    });
  });

  it('is looked for under every record type of the entity', async () => {
    const comparedResources = () => ['companies', 'persons'];
    const fetch: Erp['fetch'] = (_, { resource }) =>
      Promise.resolve(resource === 'persons' ? record : undefined);
    expect(await asked({ comparedResources, fetch })).toMatchObject({ resource: 'persons' });
  });

  it('is deleted where it is there but none of ours any more', async () => {
    const ignored: Mapped = { ignored: 'a supplier' };
    const erp = { fetch: () => Promise.resolve(record), map: () => Promise.resolve(ignored) };
    expect(await asked(erp)).toEqual(missing);
  });

  it.each([
    ['the ERP refuses to show it', new ErpRejectedError('no right')],
    ['it cannot be mapped', new MappingError('no', [])],
  ])('is left to a person where %s', async (_, error) => {
    expect(await asked({ fetch: () => Promise.reject(error) })).toMatchObject({ change: 'updated' });
  });

  it('decides nothing while the ERP is away', async () => {
    const away = new ErpUnavailableError('503');
    await expect(asked({ fetch: () => Promise.reject(away) })).rejects.toThrow(away);
  });
});
