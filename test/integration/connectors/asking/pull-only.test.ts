import { describe, expect, it } from 'vitest';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { fetchRecord } from '../../../../functions/shared/erp/fetch/fetch-record.ts';
import { writerOf } from '../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { asksForEverything } from '../../../support/erp/asking/asks-for-everything.ts';
import { debtor } from '../../../support/erp/asking/hand-over.ts';
import { aWorld } from '../../../support/erp/asking/mechanism.ts';
import { ignoringFilters, pullOnly } from '../../../support/erp/asking/pull-only-erp.ts';
import { aConnection, aDoor } from '../../../support/webhooks/door.ts';
import { nothing } from '../../../support/webhooks/effects.ts';
import { doorRequest } from '../../../support/webhooks/standard-door.ts';

asksForEverything(pullOnly);

describe('filters that the ERP ignores without a word', () => {
  it('make no look-up say "not found", nor find what it did not look for', async () => {
    const world = await aWorld(ignoringFilters);
    const payload = debtor();
    const found = writerOf(world.open()).findDebtor({ reference: payload.reference, payload });

    await expect(found).rejects.toThrow(/with other records, so that "not found" cannot be believed/);
    await world.erp.stop();
  });

  it('make no document of the lines of others', async () => {
    const world = await aWorld(ignoringFilters);
    const fetched = fetchRecord(world.open(), { resource: 'Invoice', externalId: '202' });

    await expect(fetched).rejects.toThrow(/lines of other documents than 202/);
    await world.erp.stop();
  });
});

it('a webhook to a connection that has none is answered as one to nobody, and nothing is kept', async () => {
  const connection = aConnection({ connectionId: 'asked', connector: 'pull-only' });
  const door = aDoor({
    ...{ connections: [connection], secrets: { apiToken: 'b7794de0085f5cd0' } },
    connectors: loadConnectors('test/connectors'),
  });
  const [asked, nobody] = [
    await door.receive('asked', doorRequest()),
    await door.receive('nobody', doorRequest()),
  ];

  expect(asked).toEqual(nobody);
  expect([asked.status, door.effects(), door.failures]).toEqual([404, nothing, []]);
});
