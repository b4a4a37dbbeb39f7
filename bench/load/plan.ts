/** What a sender posts: webhooks `from` to `from + count` of a run, as one of our senders makes them. */
export interface Plan {
  readonly url: string;
  readonly webhooks: StandardInvoices | Pointers;
  readonly concurrency: number;
  /** Per second; as fast as `concurrency` allows without it. */
  readonly rate?: number;
}

/** Signed, with the whole invoice in them. */
export interface StandardInvoices {
  readonly kind: 'standard';
  readonly secret: string;
  readonly run: string;
  readonly count: number;
  readonly lines: number;
}

/** Notifications that name an address of the ERP. */
export interface Pointers {
  readonly kind: 'pointers';
  readonly clientState: string;
  /** Paths as the ERP writes them, one webhook each. */
  readonly resources: readonly string[];
}
