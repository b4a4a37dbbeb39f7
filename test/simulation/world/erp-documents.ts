/** A sales order or a customer in the simulated ERP. `by` us, or typed in by a clerk. */
export interface Document {
  readonly id: string;
  readonly kind: 'order' | 'debtor';
  readonly reference: string | undefined;
  /** Whose debtor it is, or the order it came from: to count what should exist once. */
  readonly subject: string;
  readonly vatId?: string | undefined;
  readonly net: string;
  readonly complete: boolean;
  readonly by: 'us' | 'clerk';
  /** The fence that made it, and the one that completed it. */
  readonly fences: readonly number[];
}

/** What the ERP holds now, and what it held at any moment before: a restore goes back to one. */
export class Documents {
  #now: readonly Document[] = [];
  readonly #past: { readonly at: number; readonly documents: readonly Document[] }[] = [];
  readonly #ever = new Map<string, Document>();
  /** Goes up with every restore: what was on its way before is lost. */
  epoch = 0;

  get all(): readonly Document[] {
    return this.#now;
  }

  find(matches: (document: Document) => boolean): Document | undefined {
    return this.#now.find(matches);
  }

  /** The last form of a document that is or was there. */
  ever(id: string): Document | undefined {
    return this.#ever.get(id);
  }

  put(at: number, document: Document): void {
    this.#ever.set(document.id, document);
    this.#set(at, [...this.#now.filter(({ id }) => id !== document.id), document]);
  }

  remove(at: number, id: string): void {
    this.#set(
      at,
      this.#now.filter((document) => document.id !== id),
    );
  }

  restore(at: number, to: number): void {
    this.epoch += 1;
    this.#set(at, this.#past.findLast((past) => past.at <= to)?.documents ?? []);
  }

  #set(at: number, documents: readonly Document[]): void {
    this.#now = documents;
    this.#past.push({ at, documents });
  }
}
