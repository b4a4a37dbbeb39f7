import type { DebtorOrder, ErpOrder } from '../../../../domain/hand-over/erp-order.ts';

/** What our key finds in the ERP. `complete` is false where creating takes several steps and not all of them are done. */
export interface FoundDocument {
  readonly externalId: string;
  readonly number?: string | undefined;
  readonly complete: boolean;
  /**
   * It carries no key of ours and no VAT id, it only looks like what was looked for (a name and an address). Where a write of ours is in doubt it is
   * ours; where nothing was sent yet, a person decides (D-3).
   */
  readonly isLikely?: boolean | undefined;
}

/**
 * How the ERP took a write. `accepted` only with the id it gave. `rejected` with the ERP's own words: it certainly did not take it and a person must act.
 * `not-sent`: certainly not taken, may be tried again after `retryAfterSeconds` (no connection, 429, no token). Everything else, be it a timeout, a broken
 * connection, a 5xx, a 2xx without an id or with a body that is not what was agreed, is `unknown`.
 */
export type WriteAnswer =
  | { readonly outcome: 'accepted'; readonly externalId: string; readonly number?: string | undefined }
  | { readonly outcome: 'rejected'; readonly reason: string }
  | { readonly outcome: 'not-sent'; readonly reason: string; readonly retryAfterSeconds?: number | undefined }
  | { readonly outcome: 'unknown'; readonly reason: string };

/** What was created, read back for the parity check (O-7) and for the status (O-9). Amounts are texts, absent where the ERP does not say. */
export interface ErpOrderState {
  readonly externalId: string;
  readonly number?: string | undefined;
  readonly reference?: string | undefined;
  readonly status?:
    | 'draft'
    | 'confirmed'
    | 'partly-delivered'
    | 'delivered'
    | 'invoiced'
    | 'cancelled'
    | 'rejected'
    | undefined;
  readonly statusText?: string | undefined;
  readonly currency?: string | undefined;
  readonly net?: string | undefined;
  readonly tax?: string | undefined;
  readonly gross?: string | undefined;
  readonly lineCount?: number | undefined;
}

/** Facts about safe writing that the ledger needs. */
export interface WritingRules {
  /** Longer than the ERP's own request limit: how long a request whose answer we lost may still land. */
  readonly quietSeconds: number;
  /** Each request of a write is given up after this long. */
  readonly timeoutSeconds: number;
  /** The longest text the reference field takes. */
  readonly referenceLength: number;
}

/**
 * The right to write once, from the ledger. No request of the write, of several steps neither, begins after `sendBefore` (epoch
 * ms): compare the clock after waiting for the budget or a token, right before each request. Too late for the first: `not-sent`; for a later
 * one: `unknown` (H6).
 */
export interface SendingRight {
  readonly fence: number;
  readonly sendBefore: number;
}

/**
 * Writing to one connection, as its manifest describes it. Looking up and reading may throw ErpUnavailableError (try again) or
 * ErpRejectedError (a person must act); writes never throw, they answer. Each call takes its share of the ERP's budget first.
 */
export interface ErpWriter {
  readonly rules: WritingRules;
  findDebtor(search: {
    readonly reference: string;
    readonly payload: DebtorOrder;
  }): Promise<FoundDocument | undefined>;
  createDebtor(order: DebtorOrder, right: SendingRight): Promise<WriteAnswer>;
  findOrder(reference: string): Promise<FoundDocument | undefined>;
  createOrder(order: ErpOrder, right: SendingRight): Promise<WriteAnswer>;
  /** Goes on after the steps that were done, where creating takes several. */
  completeOrder(order: ErpOrder, externalId: string, right: SendingRight): Promise<WriteAnswer>;
  readOrder(externalId: string): Promise<ErpOrderState | undefined>;
}
