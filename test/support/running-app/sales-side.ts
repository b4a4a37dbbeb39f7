import { randomUUID } from 'node:crypto';
import type { AdminCaller } from './admin-caller.ts';
import type { Row } from './erp-side.ts';

/** What a test says of a sale; the rest is an Austrian business that buys one heat pump. */
export interface Wanted {
  readonly account?: object;
  readonly quote?: object;
  readonly acceptance?: object;
}

/** Devices, licences and books of the demo ERP, and hours by hand. */
export const HEAT_PUMP = { product: '1896-S', quantity: '1' };

/** The demo company's people who sell, by the Admin API alone. */
export class SalesSide {
  readonly #admin: AdminCaller;

  constructor(admin: AdminCaller) {
    this.#admin = admin;
  }

  /** A prospect that no ERP has heard of; a name of its own, because the ERP's debtors are found by name and address too. */
  async account(fields: object = {}): Promise<string> {
    const name = `Käufer ${randomUUID().slice(0, 8)} GmbH`;
    const address = { street: 'Nahtgasse 7', postalCode: '1070', city: 'Wien', country: 'AT' };
    const { accountId } = await this.#admin.does('POST /accounts', { name, address, ...fields });
    return String(accountId);
  }

  opportunity(accountId: string): Promise<Row> {
    const fields = { title: 'Heizung', expectedValue: { amount: '2000.00', currency: 'EUR' } };
    return this.#admin.does('POST /opportunities', { accountId, probability: 50, ...fields });
  }

  /** From an opportunity in one call, and sent. */
  async sentQuote(accountId: string, quote: object = {}): Promise<Row> {
    const { opportunityId } = await this.opportunity(accountId);
    const path = `POST /opportunities/${String(opportunityId)}/quotes`;
    const { quoteId } = await this.#admin.does(path, { lines: [HEAT_PUMP], ...quote });
    return this.#admin.does(`POST /quotes/${String(quoteId)}/send`);
  }

  accept({ quoteId }: Row, acceptance: object = {}): Promise<Row> {
    return this.#admin.does(`POST /quotes/${String(quoteId)}/accept`, {
      customerReference: 'PO 4711',
      ...acceptance,
    });
  }

  /** The order of a new account, or of the one that is named. */
  async order({ account, quote, acceptance }: Wanted = {}, accountId?: string): Promise<Row> {
    const sent = await this.sentQuote(accountId ?? (await this.account(account)), quote);
    return this.accept(sent, acceptance);
  }

  handOver({ orderId }: Row): Promise<Row> {
    return this.#admin.does(`POST /orders/${String(orderId)}/hand-over`);
  }

  release({ orderId }: Row, body: object = {}): Promise<Row> {
    return this.#admin.does(`POST /orders/${String(orderId)}/release`, body);
  }

  async read({ orderId }: Row): Promise<Row> {
    const { status, body } = await this.#admin.call(`GET /orders/${String(orderId)}`);
    if (status !== 200) throw new Error(`GET order: ${status} ${JSON.stringify(body)}`);
    return body;
  }
}
