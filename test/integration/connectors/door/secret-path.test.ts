import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { DoorUnderTest } from '../../../support/door/door-under-test.ts';

const hookKey = 'a-hook-key-of-24-letters';
const formerKey = 'the-key-that-was-replaced';

let running: RunningStore;
let door: DoorUnderTest;
let count = 0;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());
beforeEach(async () => {
  door = await DoorUnderTest.start(running, {
    ...{ connector: 'secret-path', connectionId: `path-${(count += 1)}` },
    secrets: { hookKey: [hookKey, formerKey] },
  });
  return () => door.close();
});

const line = {
  ...{ id: '31', rang: 1, product_type: '0', fk_product: 7, product_ref: 'F-1', desc: 'Filter', qty: '2' },
  ...{ subprice: '50.00000000', remise_percent: '0', tva_tx: '20.0000' },
  ...{ total_ht: '100.00000000', total_tva: '20.00000000', total_ttc: '120.00000000' },
};
const bill = {
  ...{ id: '12', ref: '(PROV12)', type: '0', statut: '0', socid: '5', date: 1_772_323_200 },
  ...{ multicurrency_code: 'EUR', fk_facture_source: null, ref_client: '', lines: [line] },
  ...{ total_ht: '100.00000000', total_tva: '20.00000000', total_ttc: '120.00000000' },
};
const validated = { ...bill, ref: 'FA2603-0001', statut: '1' };
const trigger = (triggercode: string, object: object) => JSON.stringify({ triggercode, object });
const sends = (body: string | Uint8Array, rest = `/${hookKey}`, headers: Record<string, string> = {}) =>
  door.send({ body, rest, headers });

describe('a secret address', () => {
  it.each<[string, string | Uint8Array, Record<string, string>]>([
    ['as JSON', trigger('BILL_VALIDATE', validated), { 'content-type': 'application/json' }],
    ['without content type', trigger('BILL_VALIDATE', validated), {}],
    [
      'as the form that it is not',
      trigger('BILL_VALIDATE', validated),
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['with a byte order mark', `\ufeff${trigger('BILL_VALIDATE', validated)}`, {}],
  ])('takes the whole object %s', async (_, body, headers) => {
    expect(await sends(body, `/${hookKey}`, headers)).toMatchObject({ status: 200, body: '' });
    expect(await door.settled()).toMatchObject([{ state: 'applied' }]);
    expect((await door.invoice('12'))?.canonical?.lines).toMatchObject([{ quantity: '2', net: '100' }]);
  });

  it.each([
    ['without its end', ''],
    ['with another end', '/a-hook-key-of-24-letterz'],
    ['with the key before the end', `/${hookKey}/more`],
    ['with nothing behind the last slash', `/${hookKey}/`],
    ['with the key in the query', `/hook?key=${hookKey}`],
  ])('%s is none: 404, and nothing is left (W5)', async (_, rest) => {
    expect(await sends(trigger('BILL_VALIDATE', validated), rest)).toMatchObject({ status: 404, body: '' });
    expect(await door.settled()).toEqual([]);
  });

  it('that is being replaced counts together with the new one', async () => {
    expect((await sends(trigger('BILL_VALIDATE', validated), `/${formerKey}`)).status).toBe(200);
  });

  it('is kept nowhere with what came by it', async () => {
    await sends(trigger('BILL_VALIDATE', validated));

    expect(JSON.stringify(await door.settled())).not.toContain(hookKey);
  });
});

describe('a document whose number changes', () => {
  it('stays the same record: drafted, validated, opened again and validated', async () => {
    const states = [
      ['BILL_CREATE', { ...bill }],
      ['BILL_VALIDATE', validated],
      ['BILL_UNVALIDATE', { ...bill, ref: 'FA2603-0001' }],
      ['BILL_VALIDATE', { ...bill, ref: 'FA2603-0002', statut: '1' }],
    ] as const;
    const seen: unknown[] = [];
    for (const [code, object] of states) {
      await sends(trigger(code, object));
      await door.settled();
      const { canonical, recordId } = (await door.invoice('12')) ?? {};
      seen.push({ recordId, number: canonical?.number, status: canonical?.status });
    }

    const recordId = (await door.invoice('12'))?.recordId;
    expect(seen).toMatchObject([
      { recordId },
      { recordId, number: 'FA2603-0001', status: 'posted' },
      { recordId },
      { recordId, number: 'FA2603-0002', status: 'posted' },
    ]);
  });

  it('that is a credit note stays below zero, and names what it corrects (I-1, I-3)', async () => {
    const below = (value: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(value).map(([name, amount]) => [
          name,
          /^(total_|qty)/.test(name) ? `-${String(amount)}` : amount,
        ]),
      );
    const credit = {
      ...below(bill),
      id: '13',
      ref: 'AV2603-0001',
      type: '2',
      statut: '1',
      lines: [below(line)],
    };
    await sends(trigger('BILL_VALIDATE', { ...credit, fk_facture_source: '12' }));

    expect(await door.settled()).toMatchObject([{ state: 'applied' }]);
    expect(await door.invoice('13')).toMatchObject({
      canonical: {
        ...{ kind: 'credit-note', corrects: { externalId: '12' }, totals: { net: '-100', gross: '-120' } },
        lines: [{ quantity: '-2', unitPrice: '50', net: '-100' }],
      },
    });
  });
});

describe('a deletion, which carries the last state', () => {
  it('is one: what it carries revives nothing', async () => {
    await sends(trigger('BILL_VALIDATE', validated));
    await sends(trigger('BILL_DELETE', validated));

    expect(await door.settled()).toMatchObject([{ state: 'applied' }, { state: 'applied' }]);
    expect((await door.invoice('12'))?.deletedAt).toBeDefined();
  });
});

it('a bad object in a list of triggers costs itself only', async () => {
  const broken = { triggercode: 'BILL_CREATE', object: { ...bill, id: '14', type: '7' } };
  await sends(
    JSON.stringify([broken, { triggercode: 'BILL_VALIDATE', object: validated }, { object: bill }]),
  );

  expect(await door.settled()).toMatchObject([{ state: 'parked', counts: { applied: 1, parked: 2 } }]);
  expect(await door.invoice('12')).toBeDefined();
});
