import { ErpRejectedError, ErpUnavailableError } from '../../../domain/errors.ts';
import type { DebtorOrder, ErpOrder } from '../../../domain/hand-over/erp-order.ts';
import type {
  ErpOrderState,
  ErpWriter,
  SendingRight,
  WriteAnswer,
} from '../../../functions/shared/erp/outbound/erp-writer.ts';
import { Documents, type Document } from './erp-documents.ts';
import { reply } from './write-replies.ts';
import type { Reply, Worker } from './worker.ts';
import type { World } from './world.ts';

/** Of the account that orders. */
export const VAT_ID = 'ATU12345675';

export const RULES = { quietSeconds: 600, timeoutSeconds: 30, referenceLength: 35 };

export type Payload = DebtorOrder | ErpOrder;
const isOrder = (payload: Payload): payload is ErpOrder => 'orderId' in payload;

interface Request {
  readonly payload: Payload;
  readonly right: SendingRight;
  readonly commit: () => WriteAnswer;
}

const accepted = (externalId: string): WriteAnswer => ({
  outcome: 'accepted',
  externalId,
  number: externalId,
});
const TOO_LATE: WriteAnswer = { outcome: 'not-sent', reason: 'The right to send has ended.' };

/** An ERP that takes writes, now or up to its own limit later, and may not say so. */
export class Erp {
  readonly documents = new Documents();
  readonly #world: World;
  readonly #reads = new Map<string, Set<string>>();
  readonly #underWay = new Set<{
    readonly reference: string;
    readonly fence: number;
    readonly epoch: number;
  }>();
  #ids = 0;

  constructor(world: World) {
    this.#world = world;
  }

  begin(): void {
    if (this.#world.shape.knownDebtor)
      this.store({
        kind: 'debtor',
        reference: undefined,
        subject: 'acc_0001',
        vatId: VAT_ID,
        net: '0',
        by: 'clerk',
      });
  }

  /** Whether a request whose answer was lost may still land. */
  awaits(reference: string, fence?: number): boolean {
    const { epoch } = this.documents;
    return [...this.#underWay].some(
      (each) => each.reference === reference && each.epoch === epoch && (fence ?? each.fence) === each.fence,
    );
  }

  get isQuiet(): boolean {
    return this.#underWay.size === 0;
  }

  /** Whether anybody read the document while it had this net amount. */
  wasReadWith(id: string, net: string): boolean {
    return this.#reads.get(id)?.has(net) ?? false;
  }

  store(parts: Omit<Document, 'id' | 'complete' | 'fences'> & Partial<Document>): Document {
    const document: Document = { complete: true, fences: [], ...parts, id: `doc-${(this.#ids += 1)}` };
    this.documents.put(this.#world.time.now, document);
    this.#world.watch.stored(document);
    return document;
  }

  writer(worker: Worker): ErpWriter {
    const { documents } = this;
    return {
      rules: RULES,
      findOrder: (reference) =>
        ask(worker, 'find order', () => found(documents.find((each) => each.reference === reference))),
      findDebtor: ({ reference, payload: { vatId } }) =>
        ask(worker, 'find debtor', () =>
          found(documents.find((each) => each.reference === reference || hasVatId(each, vatId))),
        ),
      createDebtor: (payload, right) => this.#create(worker, payload, right),
      createOrder: (payload, right) => this.#create(worker, payload, right),
      completeOrder: (payload, id, right) =>
        this.#request(worker, { payload, right, commit: () => this.#submit(id, right) }),
      readOrder: (id) => ask(worker, 'read order', () => this.#read(id)),
    };
  }

  async #create(worker: Worker, payload: Payload, right: SendingRight): Promise<WriteAnswer> {
    const isDraft = isOrder(payload) && this.#world.shape.steps > 1;
    const commit = () => this.#insert(payload, { right, complete: !isDraft });
    const created = await this.#request(worker, { payload, right, commit });
    if (!isDraft || created.outcome !== 'accepted') return created;
    const { externalId } = created;
    const submitted = await this.#request(worker, {
      payload,
      right,
      commit: () => this.#submit(externalId, right),
    });
    if (submitted.outcome === 'accepted' || submitted.outcome === 'rejected') return submitted;
    return {
      outcome: 'unknown',
      reason: `Created as ${externalId}, but nobody knows whether it was submitted.`,
    };
  }

  #request(worker: Worker, request: Request): Promise<WriteAnswer> {
    return worker.call('write', 'write', (trouble): Reply<WriteAnswer> => {
      if (worker.now() > request.right.sendBefore) return { give: () => TOO_LATE };
      this.#world.watch.requestBegins(request.payload, request.right);
      return reply(trouble, { now: request.commit, later: (ms) => this.#landLater(ms, request) });
    });
  }

  #landLater(ms: number, { payload: { reference }, right: { fence }, commit }: Request): void {
    const underWay = { reference, fence, epoch: this.documents.epoch };
    this.#underWay.add(underWay);
    this.#world.time.after(ms, () => {
      this.#underWay.delete(underWay);
      if (underWay.epoch === this.documents.epoch) commit();
    });
  }

  #insert(payload: Payload, { right, complete }: { right: SendingRight; complete: boolean }): WriteAnswer {
    const { reference } = payload;
    if (this.#world.shape.unique && this.documents.find((each) => each.reference === reference))
      return { outcome: 'unknown', reason: 'It exists already.' };
    const content = isOrder(payload)
      ? { kind: 'order' as const, subject: payload.orderId, net: payload.totals.net }
      : { kind: 'debtor' as const, subject: payload.accountId, net: '0', vatId: payload.vatId };
    return accepted(this.store({ ...content, reference, complete, by: 'us', fences: [right.fence] }).id);
  }

  #submit(id: string, { fence }: SendingRight): WriteAnswer {
    const document = this.documents.find((each) => each.id === id);
    if (!document) return { outcome: 'rejected', reason: `There is no ${id}.` };
    const fences = [...document.fences, fence];
    this.documents.put(this.#world.time.now, { ...document, complete: true, fences });
    return accepted(id);
  }

  #read(id: string): ErpOrderState | undefined {
    const document = this.documents.find((each) => each.id === id);
    if (!document) return undefined;
    this.#reads.set(id, (this.#reads.get(id) ?? new Set()).add(document.net));
    return { externalId: id, reference: document.reference, net: document.net };
  }
}

function ask<Answer>(worker: Worker, name: string, perform: () => Answer): Promise<Answer> {
  return worker.call('ask', name, (trouble) => {
    if (trouble?.kind === 'unavailable') return { after: 30_000, give: unavailable };
    if (trouble?.kind === 'refused') return { give: refused };
    const answer = perform();
    return { give: () => answer };
  });
}

const unavailable = (): never => {
  throw new ErpUnavailableError('The ERP does not answer.');
};
const refused = (): never => {
  throw new ErpRejectedError('The ERP refuses the credentials.');
};

const hasVatId = (document: Document, vatId: string | undefined) =>
  vatId !== undefined && document.vatId === vatId;

const found = (document: Document | undefined) =>
  document && { externalId: document.id, number: document.id, complete: document.complete };
