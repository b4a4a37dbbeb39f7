import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareInvoice } from '../../../../domain/invoices/prepare-invoice.ts';
import { invoiceRules } from '../../../../functions/shared/ingestion/record-rules.ts';
import { storeChange } from '../../../../functions/shared/ingestion/store-change.ts';
import { getInvoice } from '../../../../functions/shared/store/invoices.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { everyItem } from '../../../support/aws/every-item.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aLine, anInvoice } from '../../../support/ingestion/an-invoice.ts';

let running: RunningStore;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());

const externalId = 'large';
const recordId = recordIdOf({ connectionId: 'acme-erp', entity: 'invoice', externalId });

/** Lines that no dictionary makes small, all marked with the version. */
const largeInvoice = (version: number, lineCount = 5_000) =>
  prepareInvoice(
    anInvoice({
      externalId,
      version: String(version),
      lines: Array.from({ length: lineCount }, (_, index) =>
        aLine(index, {
          externalId: createHash('sha512').update(`${version} ${index}`).digest('base64'),
          ourReference: String(version),
        }),
      ),
    }),
    { amount: '0.01' },
  );

const put = (version: number, lineCount?: number) => {
  const content = largeInvoice(version, lineCount);
  const hash = String(version);
  return storeChange(running.store, invoiceRules, {
    identity: { company: 'acme', connectionId: 'acme-erp', externalId, recordId },
    incoming: {
      ...{ content, payload: 'complete' },
      order: { at: '2026-01-31T10:00:00Z', version: String(version), hash },
      source: { deliveryId: '0190163d-8694-739b-aea5-966c26f8a000', index: version, hash },
    },
    isLikelyNew: version === 1,
    now: '2026-02-01T08:00:00.000Z',
  });
};

const chunkCount = async (): Promise<number> =>
  (await everyItem(running.endpoint, 'crm')).filter(({ sk }) => sk?.S?.startsWith('chunk#')).length;

it('readers see one version of 5,000 lines or the other, never a mix, while it is replaced (I-6)', async () => {
  await put(1);
  expect(await chunkCount()).toBeGreaterThan(1);
  let isWriting = true;
  const seen: string[] = [];
  const reading = (async () => {
    while (isWriting) {
      const lines = (await getInvoice(running.store, 'acme', recordId))?.canonical?.lines ?? [];
      const versions = new Set(lines.map(({ ourReference }) => ourReference));
      expect(lines).toHaveLength(5_000);
      expect(versions.size).toBe(1);
      seen.push([...versions][0] ?? '');
    }
  })();
  for (let version = 2; version <= 5; version += 1) await put(version);
  isWriting = false;
  await reading;

  expect(seen.length).toBeGreaterThan(0);
  expect((await getInvoice(running.store, 'acme', recordId))?.canonical?.lines[0]?.ourReference).toBe('5');
});

it('leaves no piece behind when versions race, or when the document gets small', async () => {
  await Promise.all([put(6), put(7), put(8)]);
  const lines = (await getInvoice(running.store, 'acme', recordId))?.canonical?.lines ?? [];
  expect(new Set(lines.map(({ ourReference }) => ourReference))).toEqual(new Set(['8']));

  await put(9, 3);
  expect(await chunkCount()).toBe(0);
  expect((await getInvoice(running.store, 'acme', recordId))?.canonical?.lines).toHaveLength(3);
});
