import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../../domain/canonical/change.ts';
import { applyDeliveries } from '../../../../functions/apply-delivery/apply-delivery.ts';
import { proposeCouplings } from '../../../../functions/propose-couplings/propose-couplings.ts';
import { mergeAccount } from '../../../../functions/serve-admin-api/accounts/merge-account.ts';
import { confirmCoupling } from '../../../../functions/serve-admin-api/couplings/confirm-coupling.ts';
import { rejectCoupling } from '../../../../functions/serve-admin-api/couplings/decide-coupling.ts';
import { createAccount } from '../../../../functions/shared/store/accounts.ts';
import { getCouplingOf } from '../../../../functions/shared/store/couplings.ts';
import { getDebtor, listDebtors } from '../../../../functions/shared/store/debtors.ts';
import { listInvoices } from '../../../../functions/shared/store/invoices.ts';
import { listLinkedDebtorIds } from '../../../../functions/shared/store/links.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';
import { aMessage, queued } from '../../../support/ingestion/a-message.ts';
import { anInvoice } from '../../../support/ingestion/an-invoice.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

const company = 'acme';
let running: RunningStore;
let count = 0;
let name: (role: string) => string;

beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());
beforeEach(startOver);

/** Records of their own for every history. */
function startOver(): void {
  const run = (count += 1);
  name = (role) => `${role}-${run}`;
}

const idOf = (role: string) =>
  recordIdOf({ connectionId: 'acme-erp', entity: 'debtor', externalId: name(role) });
const debtor = (role: string) => getDebtor(running.store, company, idOf(role));
const coupling = (role: string) => getCouplingOf(running.store, company, idOf(role));

const says = (role: string, version: number, fields: object = {}): Change => ({
  ...{ entity: 'debtor', externalId: name(role), change: 'updated' },
  data: {
    ...{ externalId: name(role), number: `N-${name(role)}`, name: `${role} ${version}` },
    ...{ version: String(version), ...fields },
  },
});
const merges = (role: string, into: string, version = 9) => says(role, version, { mergedInto: name(into) });

const invoiceOf = (role: string): Change => {
  const externalId = name(`invoice-of-${role}`);
  const data = { ...anInvoice({ externalId, debtorExternalId: name(role) }) };
  return { entity: 'invoice', externalId, change: 'created', data };
};

/** A delivery arrives, and what it announces is looked at. */
async function arrives(change: Change): Promise<void> {
  const ports = { ...ingestionWorld(running.store), failures: { note: () => undefined }, mostReceives: 5 };
  expect(await applyDeliveries(ports, [queued(aMessage([change]))])).toEqual([]);
  const looked = ports.published.filter(({ type }) => type === 'DebtorChanged');
  for (const { detail } of looked) {
    await proposeCouplings(
      { store: running.store, now: ports.now },
      { company, debtorId: detail.data.recordId },
    );
  }
}

async function personLinks(role: string, account: string): Promise<void> {
  const accountId = `acc_${name(account)}`;
  const at = '2026-02-01T08:00:00.000Z';
  await createAccount(running.store, {
    ...{ company, accountId, name: account, createdAt: at, updatedAt: at, version: 1 },
  });
  await personDecides(role, account);
}

async function personDecides(role: string, account: string): Promise<void> {
  const known = await coupling(role);
  if (!known) throw new Error(`${role} waits for a person.`);
  const decision = {
    company,
    couplingId: known.couplingId,
    expectedVersion: known.version,
    decidedBy: 'eva',
  };
  await confirmCoupling(testPorts(running.store), decision, { accountId: `acc_${name(account)}` });
}

const invoicesOf = async (filter: { debtorId?: string; accountId?: string }) =>
  (await listInvoices(running.store, { company, ...filter }, { limit: 10 })).items.map(
    ({ externalId }) => externalId,
  );

describe('a debtor that the ERP merged into another (D-6)', () => {
  it('ends alike in every order of merge, updates of both and invoices', async () => {
    const property = fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
      async (order) => {
        startOver();
        await arrives(says('old', 1));
        await personLinks('old', 'account');
        const deliveries = [
          ...[says('old', 2), merges('old', 'new'), says('new', 1), says('new', 2)],
          ...[invoiceOf('old'), invoiceOf('new')],
        ];
        for (const index of order) await arrives(deliveries[index] ?? says('new', 2));

        expect((await debtor('old'))?.survivorId).toBe(idOf('new'));
        expect((await debtor('old'))?.deletedAt).toBeDefined();
        expect((await debtor('old'))?.accountId).toBe(undefined);
        expect((await debtor('new'))?.accountId).toBe(`acc_${name('account')}`);
        const both = [name('invoice-of-new'), name('invoice-of-old')];
        expect((await invoicesOf({ debtorId: idOf('new') })).sort()).toEqual(both);
        expect((await invoicesOf({ accountId: `acc_${name('account')}` })).sort()).toEqual(both);
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });

  it('is found by its old number: the survivor answers', async () => {
    await arrives(says('new', 1));
    await arrives(says('old', 1));
    await arrives(merges('old', 'new'));
    const number = `N-${name('old')}`;
    const found = await listDebtors(running.store, { company, number }, { limit: 5 });
    expect(found.items.map(({ recordId }) => recordId)).toEqual([idOf('new')]);
    const merged = await listDebtors(running.store, { company, number, deleted: true }, { limit: 5 });
    expect(merged.items.map(({ recordId }) => recordId)).toEqual([idOf('old')]);
  });

  it('leaves two accounts to a person, who is asked once', async () => {
    await arrives(says('old', 1));
    await arrives(says('new', 1));
    await personLinks('old', 'left');
    await personLinks('new', 'right');
    await arrives(merges('old', 'new'));

    expect(await coupling('new')).toMatchObject({
      state: 'proposed',
      candidates: [{ accountId: `acc_${name('left')}`, evidence: [{ value: idOf('old') }] }],
    });
    expect((await debtor('new'))?.accountId).toBe(`acc_${name('right')}`);
    expect(await listLinkedDebtorIds(running.store, company, `acc_${name('left')}`)).toEqual([]);

    await personDecides('new', 'left');
    await arrives(says('new', 2));
    await arrives(merges('old', 'new', 10));
    expect(await coupling('new')).toMatchObject({ state: 'confirmed', decidedBy: 'eva' });
    expect((await debtor('new'))?.accountId).toBe(`acc_${name('left')}`);
  });

  it('leaves it unlinked when the person wants neither account', async () => {
    await arrives(says('old', 1));
    await arrives(says('new', 1));
    await personLinks('old', 'left');
    await personLinks('new', 'right');
    await arrives(merges('old', 'new'));

    const asked = await coupling('new');
    const decision = { company, couplingId: asked?.couplingId ?? '', expectedVersion: asked?.version ?? 0 };
    await rejectCoupling(testPorts(running.store), { ...decision, decidedBy: 'eva' }, 'Neither.');
    expect((await debtor('new'))?.accountId).toBe(undefined);
    expect(await listLinkedDebtorIds(running.store, company, `acc_${name('right')}`)).toEqual([]);
    await arrives(says('new', 2));
    expect(await coupling('new')).toMatchObject({ state: 'rejected', decidedBy: 'eva' });
  });

  it('is answered by merging the two accounts', async () => {
    await arrives(says('old', 1));
    await arrives(says('new', 1));
    await personLinks('old', 'left');
    await personLinks('new', 'right');
    await arrives(merges('old', 'new'));

    const merge = {
      company,
      accountId: `acc_${name('right')}`,
      into: `acc_${name('left')}`,
      expectedVersion: 1,
    };
    await mergeAccount(testPorts(running.store), merge, 'eva');
    expect((await debtor('new'))?.accountId).toBe(`acc_${name('left')}`);
    expect(await coupling('new')).toMatchObject({ state: 'confirmed', decidedBy: 'eva' });
  });

  it('passes its link on through a chain of merges, whichever becomes known first', async () => {
    await arrives(says('old', 1));
    await personLinks('old', 'account');
    await arrives(invoiceOf('old'));
    await arrives(merges('old', 'middle'));
    await arrives(merges('middle', 'new'));
    expect((await debtor('old'))?.accountId).toBe(`acc_${name('account')}`);

    await arrives(says('new', 1));
    expect((await debtor('new'))?.accountId).toBe(`acc_${name('account')}`);
    expect((await debtor('old'))?.accountId).toBe(undefined);
    expect(await invoicesOf({ debtorId: idOf('new') })).toEqual([name('invoice-of-old')]);
  });

  it('comes back when the ERP takes the merge back, and its documents with it', async () => {
    await arrives(says('new', 1));
    await arrives(invoiceOf('old'));
    await arrives(merges('old', 'new'));
    await arrives(says('old', 10, { mergedInto: null }));
    expect((await debtor('old'))?.deletedAt).toBe(undefined);
    expect(await invoicesOf({ debtorId: idOf('new') })).toEqual([]);
    expect(await coupling('old')).toMatchObject({ state: 'proposed' });
  });

  it('merged in a circle keeps its link: nobody stands for it', async () => {
    await arrives(says('old', 1));
    await personLinks('old', 'account');
    await arrives(merges('old', 'new'));
    await arrives(merges('new', 'old'));
    expect((await debtor('old'))?.accountId).toBe(`acc_${name('account')}`);
  });
});
