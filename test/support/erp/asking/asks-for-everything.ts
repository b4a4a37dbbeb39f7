import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErpAccess } from '../../../../functions/shared/erp/fetch/erp-access.ts';
import { fetchRecord } from '../../../../functions/shared/erp/fetch/fetch-record.ts';
import { testConnection } from '../../../../functions/shared/erp/fetch/test-connection.ts';
import { writerOf } from '../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { anyTime } from '../outbound/an-outbound-connector.ts';
import { canonicalDebtor, canonicalInvoice, netOf } from './books.ts';
import { debtor, handedOver, order } from './hand-over.ts';
import { aWorld, type Mechanism, type World } from './mechanism.ts';
import { fetchedRecord, listedKeys, pulledRecords } from './read-all.ts';

/** What every ERP has to give, whatever way it is asked: the same books come to the same records, and what goes out stands in them once. */
export function asksForEverything(mechanism: Mechanism): void {
  const { resources } = mechanism;
  const debtors = { entity: 'debtor', resource: resources.debtor } as const;
  const invoices = resources.invoices.map((resource) => ({ entity: 'invoice', resource }) as const);
  const pulledInvoices = async (access: ErpAccess, since?: string) =>
    (
      await Promise.all(invoices.map((asked) => pulledRecords(access, { ...asked, ...(since && { since }) })))
    ).flat();
  let world: World;
  beforeEach(async () => {
    world = await aWorld(mechanism);
  });
  afterEach(() => world.erp.stop());

  describe('reading', () => {
    it('brings every record, page by page, as the books have it', async () => {
      const access = world.open();

      expect(await pulledRecords(access, debtors)).toEqual(world.books.customers.map(canonicalDebtor));
      expect(await pulledInvoices(access)).toMatchObject(world.books.invoices.map(canonicalInvoice));
    });

    it('asks for what changed since, and for nothing else', async () => {
      const since = '2026-02-15T00:00:00Z';
      const [customers, documents] = [
        await pulledRecords(world.open(), { ...debtors, since }),
        await pulledInvoices(world.open(), since),
      ];

      expect([customers, documents]).toMatchObject([[{ externalId: '104' }], [{ externalId: '202' }]]);
    });

    it('a record fetched by its id is the one that was pulled; one that is not there is gone', async () => {
      const access = world.open();
      const [invoice] = world.books.invoices;

      expect(
        await fetchedRecord(access, { entity: 'invoice', resource: resources.invoices[0] ?? '' }, '201'),
      ).toMatchObject(invoice ? canonicalInvoice(invoice) : {});
      expect(await fetchRecord(access, { ...debtors, externalId: '999' })).toEqual({ gone: true });
    });

    it('lists the ids of all records, and how many there are (P-4)', async () => {
      const ids = world.books.customers.map(({ id }) => String(id));

      expect(await listedKeys(world.open(), debtors.resource)).toEqual({ externalIds: ids, stated: 5 });
    });
  });

  describe('writing', () => {
    it('creates a debtor whose answer is lost once, and finds it again (O-6)', async () => {
      world.erp.loseAnswer(1);
      const writer = writerOf(world.open());
      const payload = debtor();
      const lost = await writer.createDebtor(payload, anyTime);
      const found = await writer.findDebtor({ reference: payload.reference, payload });

      expect(lost.outcome).toBe('unknown');
      expect(found).toMatchObject({ externalId: '106', number: 'D-106', complete: true, isLikely: false });
      expect(world.books.customers.slice(5)).toMatchObject([
        { name: payload.name, vatId: payload.vatId, country: 'AT' },
      ]);
    });

    it('finds a debtor by its VAT id, and none that is not there', async () => {
      const writer = writerOf(world.open());
      const find = (payload: ReturnType<typeof debtor>) =>
        writer.findDebtor({ reference: payload.reference, payload });

      expect(await find(debtor({ vatId: 'ATU12345678' }))).toMatchObject({ externalId: '101' });
      expect(await find(debtor())).toBe(undefined);
    });

    it.each([0, 1, 2, 3])(
      'an order stands in the books once and complete, whichever answer is lost (write %i; 0: none)',
      async (write) => {
        world.erp.loseAnswer(write);
        const writer = writerOf(world.open());
        const answer = await handedOver(writer, await writer.createOrder(order, anyTime));

        expect(answer).toMatchObject({ outcome: 'accepted', externalId: '501' });
        expect(world.books.orders).toMatchObject([{ customer: 101, reference: order.reference }]);
        expect(world.books.orders.map(netOf)).toEqual(['49.35']);
        expect(await writer.readOrder('501')).toMatchObject({
          ...{ externalId: '501', number: 'A-501', reference: order.reference, status: 'confirmed' },
          ...{ net: '49.35', lineCount: 2 },
        });
      },
    );

    it('an order that nobody wrote is not found', async () => {
      expect(await writerOf(world.open()).findOrder('OS-NONE')).toBe(undefined);
    });
  });

  describe('credentials that are not taken', () => {
    it('are told by the member of the secret that has to be mended, and shown nowhere', async () => {
      const { secrets, member } = mechanism.wrong;
      const tested = await testConnection(world.open(secrets));
      const written = await writerOf(world.open(secrets)).createOrder(order, anyTime);
      const said = `${tested.detail} ${JSON.stringify(written)}`;

      expect([tested.ok, written.outcome]).toEqual([false, 'not-sent']);
      expect(said).toMatch(
        new RegExp(`Renew the credentials of the connection: .*${member}.* Renew the credentials`, 's'),
      );
      for (const value of Object.values(secrets)) expect(said).not.toContain(value);
      expect(world.books.orders).toEqual([]);
    });

    it('that were right prove access', async () => {
      expect(await testConnection(world.open())).toMatchObject({ ok: true });
    });
  });
}
