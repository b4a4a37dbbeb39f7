import type { Sha256 } from '../../../domain/ledger/hashes.ts';
import type { LedgerKey, LedgerUnit } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import type { LedgerAppend } from '../../../domain/ledger/next-entries.ts';
import type { Appended } from '../store/ledger/append.ts';
import type { FoundDocument, SendingRight, WriteAnswer, WritingRules } from '../erp/outbound/erp-writer.ts';

/** The journal as the use case sees it. Reading is consistent; an append is one transaction. */
export interface LedgerPort {
  read(company: string, key: LedgerKey): Promise<LedgerState | undefined>;
  append(append: LedgerAppend): Promise<Appended>;
  /** Keeps the text under its hash; again is no harm. */
  keepPayload(payload: {
    readonly company: string;
    readonly hash: string;
    readonly text: string;
  }): Promise<void>;
}

/** A person's word that it may be tried again. Only what stopped before `at` is meant by it. */
export interface Release {
  readonly by: string;
  readonly at: string;
}

/** What shall exist in the ERP exactly once, for ever, under `key`. */
export interface HandOver<Payload> {
  readonly company: string;
  readonly key: LedgerKey;
  readonly connectionId: string;
  readonly payload: Payload;
  readonly units: readonly LedgerUnit[];
  readonly currency?: string | undefined;
  readonly net?: string | undefined;
  readonly released: Release;
  /** The execution that asks. */
  readonly actor: string;
}

/**
 * How one kind of thing is written to the ERP. `find` and `differences` may throw ErpUnavailableError or ErpRejectedError; writes answer. A complete
 * find is compared before it counts: `differences` are sentences for a person, none means that it is what we would have created.
 */
export interface Effect<Payload> {
  readonly rules: WritingRules;
  find(search: { readonly reference: string; readonly payload: Payload }): Promise<FoundDocument | undefined>;
  write(payload: Payload, right: SendingRight): Promise<WriteAnswer>;
  complete(payload: Payload, externalId: string, right: SendingRight): Promise<WriteAnswer>;
  differences(payload: Payload, externalId: string): Promise<readonly string[]>;
}

export interface TransferPorts {
  readonly ledger: LedgerPort;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sha256: Sha256;
}

/**
 * `confirmed`: it exists once, under this id. `wait`: call again at `until`. `rejected` by the ERP or `parked` by us: a person has to mend the cause and
 * release it.
 */
export type TransferOutcome =
  | {
      readonly outcome: 'confirmed';
      readonly connectionId: string;
      readonly externalId: string;
      readonly number?: string | undefined;
    }
  | { readonly outcome: 'wait'; readonly until: string }
  | { readonly outcome: 'rejected' | 'parked'; readonly code: string; readonly reason: string };
