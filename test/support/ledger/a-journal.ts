import * as fc from 'fast-check';
import { chainOf } from '../../../domain/ledger/hashes.ts';
import type { LedgerEntry, LedgerEvent } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { emptyChain, nextEntries, type ChainHead } from '../../../domain/ledger/next-entries.ts';
import type { Anchor } from '../../../domain/ledger/verify-chains.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import {
  absent,
  at,
  cancelled,
  confirmed,
  notSent,
  parked,
  planned,
  rejected,
  released,
  sending,
  unknown,
} from './events.ts';

/** A try to write: which key, which event, how far its fence and its moment are off. */
export interface Try {
  readonly key: number;
  readonly event: number;
  readonly off: number;
  readonly minutes: number;
}

const anyTries = fc.array(
  fc.record({
    key: fc.nat(3),
    event: fc.nat(10),
    off: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, -1),
    minutes: fc.nat(30),
  }),
  { maxLength: 60, size: 'max' },
);

/** The event as it would have to be, if `off` is 0; most of the time it still cannot follow. */
function eventOf({ event, off, minutes }: Try, state: LedgerState | undefined, key: string): LedgerEvent {
  const fence = Math.max(1, (state?.fence ?? 1) + off);
  const next = Math.max(1, (state?.fence ?? 0) + 1 + off);
  const units = [
    { unit: `${key}/line-1`, net: '60.00' },
    { unit: `${key}/line-2`, net: '40.00' },
  ];
  const hash = String(minutes % 10).repeat(64);
  const revision = Math.max(1, (state?.revision ?? 0) + 1 + off);
  const moment = at(minutes);
  const right = { attempt: (state?.attempts ?? 0) + 1, lookedUpAt: moment, sendBefore: at(minutes + 1) };
  const events: LedgerEvent[] = [
    planned({ revision, payloadHash: hash, units, net: '100.00' }),
    sending(next, right),
    sending(next, { ...right, completes: 'so-1' }),
    notSent(fence),
    { ...confirmed(fence, 'answered'), externalId: `so-${key}` },
    { ...confirmed(Math.max(0, (state?.fence ?? 0) + off), 'found'), externalId: `so-${key}` },
    rejected(fence),
    unknown(fence, at(minutes + 10)),
    absent(fence, moment),
    off === 0 ? released : parked,
    off === 0 && minutes % 4 === 0 ? cancelled : parked,
  ];
  return events[event] ?? parked;
}

export interface Journal {
  readonly entries: readonly LedgerEntry[];
  readonly anchors: readonly Anchor[];
}

/** All tries that the reducer accepts, as they would stand in the ledger. */
function journalOf(tries: readonly Try[]): Journal {
  const entries: LedgerEntry[] = [];
  const states = new Map<string, LedgerState>();
  const heads = new Map<string, ChainHead>();
  tries.forEach((each, index) => {
    const key = `order/ord_000${each.key}`;
    const chain = chainOf(key, sha256);
    const before = states.get(key);
    const place = { company: 'acme', key, before, actor: `run-${each.key}`, now: Date.parse(at(index)) };
    const next = nextEntries(
      { ...place, events: [eventOf(each, before, key)] },
      heads.get(chain) ?? emptyChain,
      sha256,
    );
    if ('refused' in next) return;
    entries.push(...next.entries);
    states.set(key, next.state);
    heads.set(chain, next.head);
  });
  const anchors = [...heads].map(([chain, { sequence, hash }]) => ({ chain, sequence, hash }));
  return { entries, anchors };
}

export const anyJournal = anyTries.map(journalOf);
