import { appendToLedger } from '../store/ledger/append.ts';
import type { Ledger } from '../store/ledger/ledger.ts';
import { keepPayload } from '../store/ledger/payloads.ts';
import { readLedgerState } from '../store/ledger/read.ts';
import type { LedgerPort } from './ports.ts';

/** The stored ledger as the use case sees it. */
export const ledgerPort = (ledger: Ledger): LedgerPort => ({
  read: (company, key) => readLedgerState(ledger, company, key),
  append: (append) => appendToLedger(ledger, append),
  keepPayload: (payload) => keepPayload(ledger, payload),
});
