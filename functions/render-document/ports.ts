import type { PrintedDocument } from '../../domain/documents/printed-document.ts';
import type { Account } from '../../domain/records/account.ts';
import type { CompanySettings } from '../../domain/records/company-settings.ts';
import type { Contact } from '../../domain/records/contact.ts';
import type { InvoiceRecord } from '../../domain/records/invoice.ts';
import type { Order } from '../../domain/records/order.ts';
import type { Quote } from '../../domain/records/quote.ts';

type Read<Held> = (company: string, id: string) => Promise<Held | undefined>;

/** What documents are made of. */
export interface Records {
  readonly quote: Read<Quote>;
  readonly order: Read<Order>;
  readonly invoice: Read<InvoiceRecord>;
  readonly account: Read<Account>;
  readonly contact: Read<Contact>;
  readonly settings: (company: string) => Promise<CompanySettings | undefined>;
}

export interface AboutDocument {
  readonly sha256: string;
  readonly pages: number;
}

/** The documents bucket. What lies in it is never replaced. */
export interface DocumentBucket {
  read(key: string): Promise<Uint8Array | undefined>;
  /** What is known of a document that was kept. */
  about(key: string): Promise<AboutDocument | undefined>;
  /** Keeps the first that comes; says whether this was it. */
  keep(key: string, bytes: Uint8Array, about: AboutDocument): Promise<boolean>;
}

export interface Pdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

export interface RenderPorts {
  readonly records: Records;
  readonly bucket: DocumentBucket;
  readonly paint: (document: PrintedDocument, letterhead: Uint8Array | undefined) => Promise<Pdf>;
  /** The letterhead's number of pages, or why it cannot be laid under a document. */
  readonly checkLetterhead: (bytes: Uint8Array) => Promise<LetterheadVerdict>;
  readonly sha256: (content: string | Uint8Array) => string;
}

export type LetterheadVerdict = { readonly pages: number } | { readonly fault: string };
