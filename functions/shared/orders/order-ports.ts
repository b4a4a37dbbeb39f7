import type { Account } from '../../../domain/records/account.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import type { ErpWriter } from '../erp/outbound/erp-writer.ts';
import type { TransferPorts } from '../hand-over/ports.ts';

/** A debtor that the ERP now has for an account. */
export interface NewDebtor {
  readonly connection: Connection;
  readonly accountId: string;
  readonly externalId: string;
}

/** The outside world of a hand-over. Saving a version that is not the next throws a ConcurrentChangeError. */
export interface OrderPorts extends TransferPorts {
  readonly orders: {
    get(company: string, orderId: string): Promise<Order | undefined>;
    save(order: Order): Promise<Order>;
  };
  readonly accounts: { get(company: string, accountId: string): Promise<Account | undefined> };
  readonly settings: { of(company: string): Promise<CompanySettings | undefined> };
  readonly connections: { find(connectionId: string): Promise<Connection | undefined> };
  readonly products: {
    get(company: string, productIds: readonly string[]): Promise<readonly ProductRecord[]>;
  };
  readonly debtors: {
    linkedTo(company: string, accountId: string): Promise<readonly DebtorRecord[]>;
    /** Brings in the ERP's record and links it to the account (D-2); undefined where the ERP has to send it first. */
    adopt(debtor: NewDebtor): Promise<DebtorRecord | undefined>;
  };
  /** What an operator is alarmed by. */
  readonly counts: { count(name: 'order-parked'): void };
  /** Undefined: through this connection nothing can be written. */
  readonly writers: { of(connection: Connection): Promise<ErpWriter | undefined> };
}
