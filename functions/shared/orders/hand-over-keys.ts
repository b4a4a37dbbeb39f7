import type { LedgerKey } from '../../../domain/ledger/ledger-event.ts';

/** One order, one document in one ERP, for ever (O-8). */
export const orderKey = (orderId: string): LedgerKey => `order/${orderId}`;

export interface DebtorPlace {
  readonly account: { readonly accountId: string };
  readonly connection: { readonly connectionId: string };
}

/** One debtor per account and connection: the second order of the account finds it (O-6). */
export const debtorKey = ({ account, connection }: DebtorPlace): LedgerKey =>
  `debtor/${account.accountId}/${connection.connectionId}`;
