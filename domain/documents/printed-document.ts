import type { DocumentLocale } from '../records/quote.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A row of the line table; every text is as printed. `marks` stand above the description, `details` below it. */
export type PrintedRow =
  | {
      readonly kind: 'product';
      readonly position: string;
      readonly marks: readonly string[];
      readonly description: string;
      readonly details: readonly string[];
      readonly quantity: string;
      readonly unitPrice: string;
      readonly discount: string;
      readonly vatRate: string;
      readonly net: string;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'subtotal'; readonly text: string; readonly net: string };
export type PrintedProductRow = Extract<PrintedRow, { kind: 'product' }>;

export type TableHead = Readonly<
  Record<'position' | 'description' | 'quantity' | 'unitPrice' | 'discount' | 'vatRate' | 'net', string>
>;

export interface TotalRow extends Fact {
  readonly strong: boolean;
}

/** Sums under the line table; `title` only where a document has several of them. */
export interface TotalsBlock {
  readonly title: string | undefined;
  readonly rows: readonly TotalRow[];
}

/** The firm, for documents without letterhead; `line` stands above the address on all. */
export interface PrintedSender {
  readonly line: string;
  readonly heading: readonly string[];
  readonly foot: readonly string[];
}

/** All that is printed on a document, in its language and formats; how it looks is up to the renderer. */
export interface PrintedDocument {
  readonly locale: DocumentLocale;
  readonly date: string;
  readonly title: string;
  readonly subject: string;
  /** Across every page of what must not leave the house yet. */
  readonly draftMark: string | undefined;
  readonly sender: PrintedSender;
  readonly recipient: readonly string[];
  readonly facts: readonly Fact[];
  readonly introduction: string;
  readonly head: TableHead;
  readonly rows: readonly PrintedRow[];
  readonly totals: readonly TotalsBlock[];
  readonly notes: readonly string[];
  readonly closing: string;
  /** With `{page}` and `{pages}`. */
  readonly pageLabel: string;
}
