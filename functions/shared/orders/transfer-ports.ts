import type { TransferPorts } from '../hand-over/ports.ts';
import { appendToLedger } from '../store/ledger/append.ts';
import type { Ledger } from '../store/ledger/ledger.ts';
import { keepPayload } from '../store/ledger/payloads.ts';
import { readLedgerState } from '../store/ledger/read.ts';
import { sha256 } from '../store/ledger/sha256.ts';

/** For the steps that send: they append to the ledger, all others only read it. */
export const transferPorts = (ledger: Ledger): TransferPorts => ({
  sha256,
  now: Date.now,
  ledger: {
    read: (company, key) => readLedgerState(ledger, company, key),
    append: (append) => appendToLedger(ledger, append),
    keepPayload: (payload) => keepPayload(ledger, payload),
  },
});
