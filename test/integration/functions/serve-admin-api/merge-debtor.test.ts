import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalDebtor } from '../../../../domain/canonical/debtor.ts';
import type { DebtorRecord } from '../../../../domain/records/debtor.ts';
import { debtorRules } from '../../../../functions/shared/ingestion/record-rules.ts';
import { storeChange } from '../../../../functions/shared/ingestion/store-change.ts';
import { debtorLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aDebtor } from '../../../support/admin-api/stored-records.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company: string;
let old: DebtorRecord;
let survivor: DebtorRecord;
let count = 0;

beforeEach(async () => {
  company = `company-${(count += 1)}`;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
  old = await stored(aDebtor({ externalId: 'old', number: '100' }, { company }));
  survivor = await stored(aDebtor({ externalId: 'new', number: '200' }, { company }));
});

async function stored(record: DebtorRecord): Promise<DebtorRecord> {
  await putMirrored(running.store, { layout: debtorLayout, record }, 'absent');
  return record;
}

const merge = (into: string | null, version = 1, debtorId = old.recordId) =>
  call('POST', `/debtors/${debtorId}/merge`, { headers: { 'if-match': `"${version}"` }, body: { into } });
const listed = async () =>
  ((await call('GET', '/debtors')).body as { items: { debtorId: string }[] }).items.map(
    ({ debtorId }) => debtorId,
  );

describe('a person says that the ERP merged a debtor (D-6)', () => {
  it('it points to its survivor, is no longer listed, and is announced so that its link follows', async () => {
    expect(await merge(survivor.recordId)).toMatchObject({
      status: 200,
      body: { survivorId: survivor.recordId, revision: 2 },
    });
    expect(await listed()).toEqual([survivor.recordId]);
    expect(ports.merged).toEqual([old.recordId]);
  });

  it('a later delivery of the ERP leaves it so, because the ERP does not tell', async () => {
    await merge(survivor.recordId);
    const order = { at: '2026-02-02T08:00:00Z', hash: 'later' };
    await storeChange<CanonicalDebtor, DebtorRecord>(running.store, debtorRules, {
      identity: old,
      incoming: {
        ...{ content: { externalId: 'old', name: 'Renamed' }, payload: 'complete', order },
        source: { ...old.source, index: 1 },
      },
      ...{ isLikelyNew: false, now: order.at },
    });
    expect((await call('GET', `/debtors/${old.recordId}`)).body).toMatchObject({
      ...{ name: 'Renamed', survivorId: survivor.recordId },
    });
  });

  it('said twice it is stored once and announced twice', async () => {
    await merge(survivor.recordId);
    expect(await merge(survivor.recordId, 2)).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(ports.merged).toHaveLength(2);
  });

  it('is taken back', async () => {
    await merge(survivor.recordId);
    expect((await merge(null, 2)).body).not.toHaveProperty('survivorId');
    expect(await listed()).toHaveLength(2);
  });

  it('is refused by an old version, into itself, into a merged one, and across connections', async () => {
    expect((await merge(survivor.recordId, 7)).status).toBe(412);
    expect((await merge(old.recordId)).status).toBe(409);
    const elsewhere = await stored(aDebtor({ externalId: 'x' }, { company, connectionId: 'other' }));
    expect((await merge(elsewhere.recordId)).status).toBe(409);
    await merge(survivor.recordId);
    expect((await merge(old.recordId, 1, survivor.recordId)).status).toBe(409);
  });

  it("is refused where the ERP says otherwise, and for another company's debtor (D-1, S1)", async () => {
    const canonical = { externalId: 'said', mergedInto: 'else' };
    const said = await stored(aDebtor(canonical, { company, survivorId: survivor.recordId }));
    expect((await merge(survivor.recordId, 1, said.recordId)).status).toBe(409);
    const foreign = await stored(aDebtor({ externalId: 'foreign' }, { company: `${company}-other` }));
    expect((await merge(foreign.recordId)).status).toBe(404);
  });
});
