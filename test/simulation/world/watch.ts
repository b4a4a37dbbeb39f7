import type { LedgerEntry } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { hashPayload } from '../../../domain/ledger/hashes.ts';
import { reduceLedger } from '../../../domain/ledger/reduce-ledger.ts';
import type { SendingRight } from '../../../functions/shared/erp/outbound/erp-writer.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { Document } from './erp-documents.ts';
import type { Payload } from './erp.ts';
import type { World } from './world.ts';

export interface Violation {
  readonly rule: string;
  readonly detail: string;
  /** Milliseconds after the start. */
  readonly at: number;
}

/** Sees both sides at once and says at which step a rule was broken. It knows the truth of the ERP, which the code under test does not. */
export class Watch {
  readonly violations: Violation[] = [];
  readonly #world: World;
  readonly #replayed = new Map<string, LedgerState>();
  readonly #sent = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
  }

  breaks(rule: string, detail: string): void {
    this.violations.push({ rule, detail, at: this.#world.time.now });
  }

  /** H1: never two documents of one order, nor two debtors of one account. */
  stored(document: Document): void {
    const same = this.#world.erp.documents.all.filter(
      ({ kind, subject }) => kind === document.kind && subject === document.subject,
    );
    if (same.length > 1) this.breaks('H1', `${same.length} documents of ${document.subject}`);
  }

  /** H3, H4, H6: what begins now was written down before, with this payload, and nobody else has the right since. */
  requestBegins(payload: Payload, { fence }: SendingRight): void {
    const state = this.#world.journal.withReference(payload.reference);
    const hash = hashPayload(payload, sha256);
    if (state?.status !== 'sending' && state?.status !== 'unknown')
      return this.breaks('H3', `sent while ${state?.status ?? 'nothing'} was written down`);
    if (state.status !== 'sending' || state.fence !== fence)
      this.breaks('H6', `fence ${fence} writes, ${state.fence} is ${state.status}`);
    if (state.payloadHash !== hash) this.breaks('H3', 'sent something else than was planned');
    if (!this.#world.journal.holdsPayload(hash)) this.breaks('H3', 'the payload was not kept before');
    const revision = `${state.key} ${state.revision}`;
    if ((this.#sent.get(revision) ?? hash) !== hash) this.breaks('H4', `two payloads of ${revision}`);
    this.#sent.set(revision, hash);
  }

  appended(entries: readonly LedgerEntry[], state: LedgerState): void {
    for (const entry of entries) {
      this.#replay(entry);
      this.#isTrue(entry, state);
    }
    const replayed = this.#replayed.get(state.key);
    if (JSON.stringify(replayed) !== JSON.stringify(state))
      this.#forged(`${state.key} is not what its entries say`);
  }

  #replay(entry: LedgerEntry): void {
    const reduction = reduceLedger(this.#replayed.get(entry.key), entry);
    if ('refused' in reduction) this.#forged(reduction.refused);
    else this.#replayed.set(entry.key, reduction.state);
  }

  /** A planted bug may forge what it read, past the reducer: then the effects have to show it, not the forgery. */
  #forged(detail: string): void {
    if (!this.#world.bug) this.breaks('A2', detail);
  }

  /** What is written down as certain has to be the truth. */
  #isTrue({ event }: LedgerEntry, state: LedgerState): void {
    const { erp } = this.#world;
    const ours = erp.documents.find(({ reference }) => reference === state.reference);
    if (event.type === 'absent' && (erp.awaits(state.reference) || ours?.by === 'us'))
      this.breaks('H5', `${state.key} is planned again, but something of it landed or may land`);
    if (event.type === 'rejected' || event.type === 'not-sent') {
      const taken = ours?.complete && ours.fences.includes(event.fence);
      if (taken || erp.awaits(state.reference, event.fence))
        this.breaks('H5', `"${event.type}", but the ERP took it`);
    }
    if (event.type === 'confirmed') this.#isThere(event.externalId, state);
  }

  /** "Already exists" is success only with our key and equal lines (§5). */
  #isThere(externalId: string, state: LedgerState): void {
    const document = this.#world.erp.documents.ever(externalId);
    if (!document) return this.breaks('H1', `confirmed ${externalId}, which never existed`);
    if (document.kind === 'debtor') return;
    if (document.reference !== state.reference)
      this.breaks('H1', `confirmed ${externalId}, which is not ours`);
    const compared = document.by === 'us' || this.#world.erp.wasReadWith(externalId, state.net ?? '');
    if (!compared) this.breaks('O7', `confirmed what a clerk typed in, uncompared`);
  }

  /** O-7: net amounts were compared, and it is no draft any more. */
  orderConfirmed({ orderId, totals, erp: link }: Order): void {
    const { erp } = this.#world;
    const id = link?.externalId ?? 'nothing';
    const document = erp.documents.find((each) => each.id === id);
    if (document && !document.complete) this.breaks('O7', `${id} is a draft`);
    if (!erp.wasReadWith(id, totals.net))
      this.breaks('O7', `${id} was never seen with ${totals.net} of ${orderId}`);
  }
}
