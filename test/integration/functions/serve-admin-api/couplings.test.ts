import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DebtorRecord } from '../../../../domain/records/debtor.ts';
import { saveCoupling } from '../../../../functions/shared/store/couplings.ts';
import { debtorLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aCoupling, aDebtor } from '../../../support/admin-api/stored-records.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let call: AdminClient;
let debtor: DebtorRecord;
let couplingId: string;
let accountId: string;
let count = 0;

beforeEach(async () => {
  const company = `company-${(count += 1)}`;
  const client = adminClient(testPorts(running.store));
  call = (method, path, options = {}) => client(method, path, { company, ...options });
  accountId = ((await call('POST', '/accounts', { body: { name: 'A' } })).body as { accountId: string })
    .accountId;
  debtor = aDebtor({}, { company });
  await putMirrored(running.store, { layout: debtorLayout, record: debtor }, 'absent');
  const evidence = [{ kind: 'email-domain' as const, value: 'musterbau.example' }];
  const candidates = [{ accountId, score: 40, evidence }];
  ({ couplingId } = await saveCoupling(running.store, aCoupling(debtor, { candidates })));
});

const decide = (verb: string, version: number, body?: unknown) =>
  call('POST', `/couplings/${couplingId}/${verb}`, { headers: { 'if-match': `"${version}"` }, body });
const linkOf = async () => (await call('GET', `/debtors/${debtor.recordId}`)).body as { accountId?: string };
const listed = async (state: string) =>
  ((await call('GET', `/couplings?state=${state}`)).body as { items: unknown[] }).items.length;

describe('a proposed coupling', () => {
  it('is listed with its evidence', async () => {
    const answer = await call('GET', '/couplings');
    expect(answer.body).toMatchObject({
      items: [{ couplingId, candidates: [{ evidence: [{ kind: 'email-domain' }] }] }],
    });
  });

  it('names debtor and accounts, in the list as alone', async () => {
    const named = {
      ...{ debtorNumber: '10000', debtorName: 'Musterbau GmbH' },
      candidates: [{ accountId, accountName: 'A' }],
    };
    expect((await call('GET', '/couplings')).body).toMatchObject({ items: [named] });
    expect((await call('GET', `/couplings/${couplingId}`)).body).toMatchObject(named);
    expect((await decide('confirm', 1, { accountId })).body).toMatchObject({ accountName: 'A' });
  });

  it('leaves out the name of an account that is gone', async () => {
    await call('DELETE', `/accounts/${accountId}`, { headers: { 'if-match': '"1"' } });
    const { body } = await call('GET', `/couplings/${couplingId}`);
    expect(body).toMatchObject({ candidates: [{ accountId }] });
    expect(body).not.toHaveProperty('candidates.0.accountName');
  });

  it('is confirmed: the debtor has the account, and says by whom', async () => {
    expect((await decide('confirm', 1, { accountId })).body).toMatchObject({
      state: 'confirmed',
      decidedBy: 'ada',
    });
    expect(await linkOf()).toMatchObject({ accountId });
    expect([await listed('proposed'), await listed('confirmed')]).toEqual([0, 1]);
  });

  it('is confirmed with a new account made from the debtor', async () => {
    const { body } = await decide('confirm', 1, { newAccount: true });
    const made = (body as { accountId: string }).accountId;
    const account = await call('GET', `/accounts/${made}`);
    expect(account.body).toMatchObject({ name: 'Musterbau GmbH', vatId: 'ATU12345675' });
    expect(await linkOf()).toMatchObject({ accountId: made });
  });

  it('is rejected with a reason, and its accounts are ruled out', async () => {
    const { body } = await decide('reject', 1, { reason: 'Same name only.' });
    expect(body).toMatchObject({
      state: 'rejected',
      reason: 'Same name only.',
      rejectedAccountIds: [accountId],
    });
    expect((await linkOf()).accountId).toBeUndefined();
  });

  it('cannot be undone: nothing was decided', async () => {
    expect((await decide('undo', 1)).status).toBe(409);
  });

  it.each([
    ['neither account nor newAccount', {}],
    ['newAccount false', { newAccount: false }],
    ['a misspelt field', { acountId: 'acc_1' }],
    ['an unknown account', { accountId: 'acc_unknown' }],
  ])('refuses %s', async (_what: string, body: object) => {
    expect((await decide('confirm', 1, body)).status).toBe(422);
  });
});

describe('a decision', () => {
  it('on a confirmed coupling is undone: the debtor is free again', async () => {
    await decide('confirm', 1, { accountId });
    const { body } = await decide('undo', 2);
    // Ruled out for proposals, or the next delivery would couple it again by its VAT id.
    expect(body).toMatchObject({
      state: 'proposed',
      version: 3,
      candidates: [],
      rejectedAccountIds: [accountId],
    });
    expect((await linkOf()).accountId).toBeUndefined();
    expect((await call('GET', `/debtors?accountId=${accountId}`)).body).toMatchObject({ items: [] });
  });

  it('on a rejected coupling is undone: its accounts are candidates again', async () => {
    await decide('reject', 1, { reason: 'No.' });
    expect((await decide('undo', 2)).body).toMatchObject({ state: 'proposed', rejectedAccountIds: [] });
  });

  it('moves the debtor when another account is confirmed (D-2)', async () => {
    await decide('confirm', 1, { accountId });
    const { body } = await decide('confirm', 2, { newAccount: true });
    expect((await call('GET', `/debtors?accountId=${accountId}`)).body).toMatchObject({ items: [] });
    expect(await linkOf()).toMatchObject({ accountId: (body as { accountId: string }).accountId });
  });

  it('needs the version that was seen', async () => {
    await decide('confirm', 1, { accountId });
    expect((await decide('reject', 1, { reason: 'No.' })).status).toBe(412);
  });

  it('made twice at once counts once', async () => {
    const answers = await Promise.all([
      decide('confirm', 1, { accountId }),
      decide('confirm', 1, { newAccount: true }),
    ]);
    const accounts = (await call('GET', '/accounts')).body as { items: unknown[] };
    const done = answers.filter(({ status }) => status === 200);
    expect(done).toHaveLength(1);
    // A new account that was not linked in the end is not left behind.
    expect(accounts.items).toHaveLength(answers[1]?.status === 200 ? 2 : 1);
  });

  it('of another company is not there (S1)', async () => {
    const headers = { 'if-match': '"1"' };
    const answer = await call('POST', `/couplings/${couplingId}/confirm`, {
      company: 'other',
      headers,
      body: { accountId },
    });
    expect(answer.status).toBe(404);
  });
});
