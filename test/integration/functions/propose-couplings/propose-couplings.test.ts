import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalDebtor } from '../../../../domain/canonical/debtor.ts';
import type { Account } from '../../../../domain/records/account.ts';
import { proposeCouplings } from '../../../../functions/propose-couplings/propose-couplings.ts';
import { debtorRules } from '../../../../functions/shared/ingestion/record-rules.ts';
import { storeChange } from '../../../../functions/shared/ingestion/store-change.ts';
import { createAccount, updateAccount } from '../../../../functions/shared/store/accounts.ts';
import { getCouplingOf, saveCoupling } from '../../../../functions/shared/store/couplings.ts';
import { getDebtor, listDebtors } from '../../../../functions/shared/store/debtors.ts';
import { listLinkedDebtorIds } from '../../../../functions/shared/store/links.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';

let running: RunningStore;
let company: string;
let count = 0;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());
beforeEach(() => {
  company = `company-${(count += 1)}`;
});

const at = '2026-02-01T08:00:00.000Z';
const debtorId = (externalId = 'd1') =>
  recordIdOf({ connectionId: `erp-${company}`, entity: 'debtor', externalId });

async function debtorChanges(
  content: Partial<CanonicalDebtor> | undefined,
  version = '1',
  externalId = 'd1',
): Promise<void> {
  const hash = content ? JSON.stringify(content) : '~deleted';
  await storeChange(running.store, debtorRules, {
    identity: { company, connectionId: `erp-${company}`, externalId, recordId: debtorId(externalId) },
    incoming: {
      ...(content && { content: { externalId, ...content } }),
      payload: 'complete',
      order: { at, version, hash },
      source: { deliveryId: '0190163d-8694-739b-aea5-966c26f8a000', index: Number(version), hash },
    },
    isLikelyNew: false,
    now: at,
  });
  await proposeCouplings(ports(), { company, debtorId: debtorId(externalId) });
}

async function accountChanges(fields: Partial<Account>): Promise<Account> {
  const account: Account = {
    company,
    accountId: 'acc_first',
    name: 'Somebody',
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...fields,
  };
  await (account.version === 1 ? createAccount : updateAccount)(running.store, account);
  await proposeCouplings(ports(), { company, accountId: account.accountId, version: account.version });
  return account;
}

const ports = () => ({ store: running.store, now: () => Date.parse(at) });
const coupling = (externalId?: string) => getCouplingOf(running.store, company, debtorId(externalId));

const austrian = { vatId: 'ATU12345675', address: { country: 'AT', postalCode: '4020' } };

describe('an exact VAT id with the same country', () => {
  it('couples by itself, whichever record came first (D-3)', async () => {
    await accountChanges({ ...austrian, vatId: 'ATU 123 456 75' });
    await debtorChanges({ name: 'Pappel GmbH', ...austrian });
    expect(await coupling()).toMatchObject({
      state: 'confirmed',
      accountId: 'acc_first',
      decidedBy: 'exact-vat-id',
    });
    expect((await getDebtor(running.store, company, debtorId()))?.accountId).toBe('acc_first');

    await debtorChanges({ name: 'Later', vatId: 'DE123456789' }, '1', 'd2');
    await accountChanges({ accountId: 'acc_second', vatId: 'DE123456789' });
    expect(await coupling('d2')).toMatchObject({ state: 'confirmed', accountId: 'acc_second' });
  });

  it('gives a debtor one account, and an account several debtors (D-2)', async () => {
    await accountChanges(austrian);
    await debtorChanges({ name: 'Linz', ...austrian }, '1', 'd1');
    await debtorChanges({ name: 'Wels', ...austrian }, '1', 'd2');

    expect((await listLinkedDebtorIds(running.store, company, 'acc_first')).sort()).toEqual(
      [debtorId('d1'), debtorId('d2')].sort(),
    );
    const { items } = await listDebtors(running.store, { company, accountId: 'acc_first' }, { limit: 5 });
    expect(items).toHaveLength(2);
  });

  it('waits for a person where two accounts have it', async () => {
    await accountChanges(austrian);
    await accountChanges({ accountId: 'acc_second', ...austrian });
    await debtorChanges({ name: 'Pappel', ...austrian });
    expect(await coupling()).toMatchObject({
      state: 'proposed',
      candidates: [{ score: 100 }, { score: 100 }],
    });
  });

  it('waits for a person where the countries differ', async () => {
    await accountChanges({ ...austrian, address: { country: 'DE' } });
    await debtorChanges({ name: 'Pappel', ...austrian });
    expect((await coupling())?.state).toBe('proposed');
  });
});

describe('everything else', () => {
  it('is proposed with its evidence and score, and never by name alone', async () => {
    await accountChanges({
      name: 'Pappel & Söhne Ges.m.b.H.',
      address: { postalCode: '4020' },
      email: 'office@pappel.at',
    });
    await accountChanges({ accountId: 'acc_namesake', name: 'Pappel & Söhne GmbH' });
    await debtorChanges({
      name: 'PAPPEL UND SOEHNE',
      email: 'rechnung@pappel.at',
      address: { postalCode: '4020' },
    });

    expect(await coupling()).toMatchObject({
      state: 'proposed',
      candidates: [
        {
          accountId: 'acc_first',
          score: 76,
          evidence: [{ kind: 'email-domain' }, { kind: 'name-and-postal-code' }],
        },
      ],
    });
  });

  it('a debtor that looks like nobody waits too, to become an account of its own', async () => {
    await debtorChanges({ name: 'Neu' });
    expect(await coupling()).toMatchObject({ state: 'proposed', candidates: [] });
  });

  it('what a person ruled out is not proposed again; a new candidate is', async () => {
    await accountChanges({ email: 'a@pappel.at' });
    await debtorChanges({ name: 'Pappel', email: 'b@pappel.at' });
    const proposed = await coupling();
    if (!proposed) throw new Error('There is a proposal.');
    await saveCoupling(running.store, {
      ...proposed,
      state: 'rejected',
      rejectedAccountIds: ['acc_first'],
      decidedBy: 'eva',
      version: proposed.version + 1,
    });

    await debtorChanges({ name: 'Pappel neu', email: 'b@pappel.at' }, '2');
    expect((await coupling())?.state).toBe('rejected');
    await accountChanges({ accountId: 'acc_second', email: 'c@pappel.at' });
    expect(await coupling()).toMatchObject({ state: 'proposed', candidates: [{ accountId: 'acc_second' }] });
  });

  it('a proposal ends with the deletion of its debtor', async () => {
    await debtorChanges({ name: 'Pappel' });
    await debtorChanges(undefined, '2');
    expect(await coupling()).toMatchObject({ state: 'rejected', decidedBy: 'deleted-in-erp' });
  });

  it('an event that comes twice changes nothing the second time', async () => {
    await accountChanges({ email: 'a@pappel.at' });
    await debtorChanges({ name: 'Pappel', email: 'b@pappel.at' });
    const before = await coupling();
    await proposeCouplings(ports(), { company, debtorId: debtorId() });
    expect(await coupling()).toEqual(before);
  });

  it('a company never sees the accounts of another (S1)', async () => {
    await accountChanges(austrian);
    company = `${company}-other`;
    await debtorChanges({ name: 'Pappel', ...austrian });
    expect(await coupling()).toMatchObject({ state: 'proposed', candidates: [] });
  });
});
