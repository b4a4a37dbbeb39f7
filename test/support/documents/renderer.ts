import { hash } from 'node:crypto';
import type { PrintedDocument } from '../../../domain/documents/printed-document.ts';
import type { Account } from '../../../domain/records/account.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { Quote } from '../../../domain/records/quote.ts';
import { checkLetterhead } from '../../../functions/render-document/pdf/open-letterhead.ts';
import type { AboutDocument, RenderPorts } from '../../../functions/render-document/ports.ts';
import { companySettings } from '../sales/sale-records.ts';
import { anAccount } from './documents.ts';

interface Held {
  readonly bytes: Uint8Array;
  readonly about?: AboutDocument;
}

interface Known {
  quote?: Quote | undefined;
  order?: Order | undefined;
  account?: Account | undefined;
  survivor?: Account | undefined;
  settings?: CompanySettings | undefined;
}

export const fakePdf = (text: string): Uint8Array => Buffer.from(text);

/** The use case with records and bucket in memory; what would be painted is noted instead. */
export function aRenderer(known: Known) {
  const records: Known = { account: anAccount(), settings: companySettings(), ...known };
  const objects = new Map<string, Held>();
  const painted: PrintedDocument[] = [];
  const beforeKeep: (key: string) => unknown = () => undefined;
  const renderer = { records, objects, painted, beforeKeep };
  const ports: RenderPorts = {
    records: recordsOf(records),
    bucket: {
      read: (key) => Promise.resolve(objects.get(key)?.bytes),
      about: (key) => Promise.resolve(objects.get(key)?.about),
      keep: (key, bytes, about) => {
        renderer.beforeKeep(key);
        if (objects.has(key)) return Promise.resolve(false);
        objects.set(key, { bytes, about });
        return Promise.resolve(true);
      },
    },
    paint: (document) => {
      painted.push(document);
      return Promise.resolve({ bytes: fakePdf(JSON.stringify(document)), pages: 1 });
    },
    checkLetterhead,
    sha256: (content) => hash('sha256', content, 'hex'),
  };
  return Object.assign(renderer, { ports });
}

const recordsOf = (known: Known): RenderPorts['records'] => ({
  quote: () => Promise.resolve(known.quote),
  order: () => Promise.resolve(known.order),
  invoice: () => Promise.resolve(anInvoiceMadeHere),
  account: (_, accountId) =>
    Promise.resolve(known.survivor?.accountId === accountId ? known.survivor : known.account),
  contact: () => Promise.resolve(undefined),
  settings: () => Promise.resolve(known.settings),
});

const anInvoiceMadeHere = {
  canonical: { number: 'R-2026-00001', documentDate: '2026-02-03', dueDate: '2026-02-17' },
} as InvoiceRecord;
