import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listLinkedDebtorIds } from '../../../../functions/shared/store/links.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { debtorLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { saveCoupling } from '../../../../functions/shared/store/couplings.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aCoupling, aDebtor } from '../../../support/admin-api/stored-records.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company = 0;

/** Each test has a company of its own. */
beforeEach(() => {
  company += 1;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company: `company-${company}`, ...options });
});

interface Created {
  readonly accountId: string;
  readonly contactId: string;
  readonly version: number;
}
const created = (answer: AdminAnswer) => answer.body as Created;
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const namesOf = (answer: AdminAnswer) =>
  (answer.body as { items: { name: string }[] }).items.map(({ name }) => name);

const open = async (name: string) => created(await call('POST', '/accounts', { body: { name } }));

/** A debtor that is linked to the account, as a confirmed coupling leaves it. */
async function linkDebtor(accountId: string, number: string) {
  const debtor = aDebtor({ number, externalId: number }, { company: `company-${company}` });
  await putMirrored(ports.store, { layout: debtorLayout, record: debtor }, 'absent');
  const coupling = await saveCoupling(ports.store, aCoupling(debtor));
  await call('POST', `/couplings/${coupling.couplingId}/confirm`, {
    headers: ifMatch(1),
    body: { accountId },
  });
  return debtor;
}

describe('an account', () => {
  it('lives from creation to deletion', async () => {
    const { accountId, version } = await open('Musterbau GmbH');
    expect(version).toBe(1);
    const changed = await call('PATCH', `/accounts/${accountId}`, {
      headers: ifMatch(1),
      body: { phone: '+43 1' },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'Musterbau GmbH', phone: '+43 1', version: 2 },
    });
    const emptied = await call('PATCH', `/accounts/${accountId}`, {
      headers: ifMatch(2),
      body: { phone: null },
    });
    expect(emptied.body).toMatchObject({ phone: null });
    expect((await call('DELETE', `/accounts/${accountId}`, { headers: ifMatch(3) })).status).toBe(204);
    expect((await call('GET', `/accounts/${accountId}`)).status).toBe(404);
  });

  it('is announced with every change', async () => {
    const { accountId } = await open('A');
    await call('PATCH', `/accounts/${accountId}`, { headers: ifMatch(1), body: { name: 'B' } });
    await call('DELETE', `/accounts/${accountId}`, { headers: ifMatch(2) });
    expect(ports.news.map(({ detail }) => detail.data)).toMatchObject([
      { accountId, version: 1, deleted: false },
      { accountId, version: 2, deleted: false },
      { accountId, version: 3, deleted: true },
    ]);
  });

  it('gives its ETag and answers 304 to who has it', async () => {
    const { accountId } = await open('A');
    const answer = await call('GET', `/accounts/${accountId}`);
    const again = await call('GET', `/accounts/${accountId}`, {
      headers: { 'if-none-match': answer.headers.etag ?? '' },
    });
    expect([answer.headers.etag, again.status]).toEqual(['"1"', 304]);
  });

  it('lets one of two people with the same version change it', async () => {
    const { accountId } = await open('A');
    const change = (name: string) =>
      call('PATCH', `/accounts/${accountId}`, { headers: ifMatch(1), body: { name } });
    const answers = await Promise.all([change('B'), change('C')]);
    expect(answers.map(({ status }) => status).toSorted()).toSatisfy(
      ([first, second]: number[]) => first === 200 && (second === 409 || second === 412),
    );
  });

  it('of another company is not there (S1)', async () => {
    const { accountId } = await open('A');
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { name: 'B' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await call(method, `/accounts/${accountId}`, {
        company: 'other',
        headers: ifMatch(1),
        body,
      });
      expect(answer.status).toBe(404);
    }
    expect(namesOf(await call('GET', '/accounts', { company: 'other' }))).toEqual([]);
  });

  it('stays while a contact belongs to it', async () => {
    const { accountId } = await open('A');
    await call('POST', '/contacts', { body: { accountId, lastName: 'Muster' } });
    expect((await call('DELETE', `/accounts/${accountId}`, { headers: ifMatch(1) })).status).toBe(409);
  });

  it('stays while a debtor is linked to it', async () => {
    const { accountId } = await open('A');
    await linkDebtor(accountId, '10000');
    expect((await call('DELETE', `/accounts/${accountId}`, { headers: ifMatch(1) })).status).toBe(409);
  });
});

describe('the list of accounts', () => {
  beforeEach(async () => {
    for (const name of ['Alpenbau', 'Bergbahn', 'Chemie']) await open(name);
  });

  it('is ordered by name and read page by page', async () => {
    const first = await call('GET', '/accounts?limit=2');
    expect(namesOf(first)).toEqual(['Alpenbau', 'Bergbahn']);
    const next = /<([^>]+)>/.exec(first.headers.link ?? '')?.[1] ?? '';
    expect(namesOf(await call('GET', next))).toEqual(['Chemie']);
  });

  it.each([
    ['name=berg', ['Bergbahn']],
    ['text=b', ['Alpenbau', 'Bergbahn']],
    ['name=zzz', []],
  ])('finds by %s', async (query, names) => {
    expect(namesOf(await call('GET', `/accounts?${query}`))).toEqual(names);
  });

  it('finds by VAT id without minding blanks', async () => {
    await call('POST', '/accounts', { body: { name: 'Donau', vatId: 'ATU 1234 5675' } });
    expect(namesOf(await call('GET', '/accounts?vatId=atu12345675'))).toEqual(['Donau']);
  });

  it('finds by the number of a linked debtor', async () => {
    const { accountId } = await open('Donau');
    await linkDebtor(accountId, '20000');
    expect(namesOf(await call('GET', '/accounts?debtorNumber=20000'))).toEqual(['Donau']);
  });
});

describe('merging', () => {
  it('moves contacts and debtors to the survivor and leaves a signpost (D-6)', async () => {
    const [loser, survivor] = [await open('Alt'), await open('Neu')];
    await call('POST', '/contacts', { body: { accountId: loser.accountId, lastName: 'Muster' } });
    const debtor = await linkDebtor(loser.accountId, '10000');
    const merge = await call('POST', `/accounts/${loser.accountId}/merge`, {
      headers: ifMatch(1),
      body: { into: survivor.accountId },
    });
    expect(merge.body).toMatchObject({ accountId: survivor.accountId });
    expect(await listLinkedDebtorIds(ports.store, `company-${company}`, survivor.accountId)).toEqual([
      debtor.recordId,
    ]);
    expect(await listLinkedDebtorIds(ports.store, `company-${company}`, loser.accountId)).toEqual([]);
    const contacts = await call('GET', `/contacts?accountId=${survivor.accountId}`);
    expect(contacts.body).toMatchObject({ items: [{ lastName: 'Muster' }] });
    const signpost = await call('GET', `/accounts/${loser.accountId}`);
    expect(signpost.body).toMatchObject({ mergedInto: survivor.accountId });
    expect(namesOf(await call('GET', '/accounts'))).toEqual(['Neu']);
  });

  it('may be asked for again when it was interrupted', async () => {
    const [loser, survivor] = [await open('Alt'), await open('Neu')];
    const merge = (version: number) =>
      call('POST', `/accounts/${loser.accountId}/merge`, {
        headers: ifMatch(version),
        body: { into: survivor.accountId },
      });
    expect([(await merge(1)).status, (await merge(2)).status]).toEqual([200, 200]);
  });

  it('refuses itself, a stranger and a signpost as survivor', async () => {
    const [first, second] = [await open('Alt'), await open('Neu')];
    const merge = (from: string, into: string) =>
      call('POST', `/accounts/${from}/merge`, { headers: ifMatch(1), body: { into } });
    expect((await merge(first.accountId, first.accountId)).status).toBe(409);
    expect((await merge(first.accountId, 'acc_unknown')).status).toBe(422);
    await merge(first.accountId, second.accountId);
    expect((await merge(second.accountId, first.accountId)).status).toBe(409);
  });
});

describe('a contact', () => {
  it('lives from creation to deletion', async () => {
    const { accountId } = await open('A');
    const { contactId } = created(
      await call('POST', '/contacts', { body: { accountId, lastName: 'Muster' } }),
    );
    const changed = await call('PATCH', `/contacts/${contactId}`, {
      headers: ifMatch(1),
      body: { firstName: 'Eva' },
    });
    expect(changed.body).toMatchObject({ firstName: 'Eva', lastName: 'Muster', version: 2 });
    expect((await call('GET', '/contacts?text=eva')).body).toMatchObject({ items: [{ contactId }] });
    expect((await call('DELETE', `/contacts/${contactId}`, { headers: ifMatch(2) })).status).toBe(204);
    expect((await call('GET', `/contacts/${contactId}`)).status).toBe(404);
  });

  it('needs an account of its own company (S1)', async () => {
    const { accountId } = await open('A');
    const body = { accountId, lastName: 'Muster' };
    expect((await call('POST', '/contacts', { body, company: 'other' })).body).toMatchObject({
      code: 'invalid-body',
    });
  });
});
