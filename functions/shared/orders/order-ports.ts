import type { Account } from '../../../domain/records/account.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import type { ErpWriter } from '../erp/outbound/erp-writer.ts';
import type { LedgerPort, TransferPorts } from '../hand-over/ports.ts';
import type { ErpOrderLink } from '../store/erp-orders.ts';

/** What every step knows of an order. Saving a version that is not the next throws a ConcurrentChangeError. */
export interface OrderRecords {
  readonly orders: {
    get(company: string, orderId: string): Promise<Order | undefined>;
    save(order: Order): Promise<Order>;
  };
  readonly accounts: { get(company: string, accountId: string): Promise<Account | undefined> };
  readonly settings: { of(company: string): Promise<CompanySettings | undefined> };
  readonly ledger: Pick<LedgerPort, 'read'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The way to the ERP that takes an order. */
export interface OrderErp {
  readonly connections: { find(connectionId: string): Promise<Connection | undefined> };
  /** Undefined: through this connection nothing can be written. */
  readonly writers: { of(connection: Connection): Promise<ErpWriter | undefined> };
}

export type ContextPorts = OrderRecords & OrderErp;

export interface SoldProducts {
  readonly products: {
    get(company: string, productIds: readonly string[]): Promise<readonly ProductRecord[]>;
  };
}

export interface LinkedDebtors {
  readonly debtors: {
    linkedTo(company: string, accountId: string): Promise<readonly DebtorRecord[]>;
  };
}

/** A debtor that the ERP now has for an account. */
export interface NewDebtor {
  readonly connection: Connection;
  readonly accountId: string;
  readonly externalId: string;
}

export interface DebtorAdoption {
  readonly debtors: {
    /** Brings in the ERP's record and links it to the account (D-2); undefined where the ERP has to send it first. */
    adopt(debtor: NewDebtor): Promise<DebtorRecord | undefined>;
  };
}

/** An order as the ERP has it. */
export interface ErpOrderLinks {
  readonly erpOrders: {
    /** From now on what the ERP says of its order finds ours. Once and for all, however often it is said. */
    link(link: ErpOrderLink): Promise<void>;
    /** Follows what the ERP told of it while it was still being handed over; that moved nothing then (O-9). */
    follow(company: string, orderId: string): Promise<void>;
  };
}

export interface OrderAlarms {
  /** What an operator is alarmed by. */
  readonly counts: { count(name: 'order-parked'): void };
}

/** The outside world of a whole hand-over; each step asks for its part only, and has rights for no more. */
export type OrderPorts = ContextPorts &
  TransferPorts &
  SoldProducts &
  LinkedDebtors &
  DebtorAdoption &
  ErpOrderLinks &
  OrderAlarms;
