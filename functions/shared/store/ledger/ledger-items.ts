import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ledgerEntrySchema, type LedgerEntry } from '../../../../domain/ledger/ledger-event.ts';
import { ledgerStateSchema, type LedgerState } from '../../../../domain/ledger/ledger-state.ts';
import { emptyChain, type ChainHead } from '../../../../domain/ledger/next-entries.ts';
import { keyOf, numberOf, textOf, type Item } from '../items.ts';
import { ledgerIndexes, ledgerKeys } from './ledger-keys.ts';

/** An item may have 400 KB; 5,000 units deflate to a fifth of that. */
const LARGEST_ENTRY = 380_000;

/** The whole entry, deflated: `planned` may name thousands of units. */
export function entryItem(entry: LedgerEntry): Item {
  const body = deflateRawSync(JSON.stringify(entry));
  if (body.length > LARGEST_ENTRY)
    throw new Error(`The entry of ${entry.key} has ${body.length} bytes: too many units.`);
  return {
    ...keyOf(ledgerKeys.entry(entry)),
    gsi1pk: { S: ledgerIndexes.history(entry.company, entry.key) },
    gsi1sk: { S: ledgerIndexes.inHistory(entry.keySequence) },
    body: { B: body },
  };
}

export function readEntry(item: Item): LedgerEntry {
  const body = item.body?.B;
  if (!body) throw new Error(`The stored entry ${item.pk?.S ?? '?'} ${item.sk?.S ?? '?'} has no body.`);
  return ledgerEntrySchema.parse(JSON.parse(inflateRawSync(body).toString()));
}

export const stateItem = (state: LedgerState): Item => ({
  ...keyOf(ledgerKeys.state(state.company, state.key)),
  version: { N: String(state.keySequence) },
  head: { S: JSON.stringify(state) },
  gsi1pk: { S: ledgerIndexes.status(state.company, state.status) },
  gsi1sk: { S: ledgerIndexes.byDue(state) },
});

export const readState = (item: Item): LedgerState =>
  ledgerStateSchema.parse(JSON.parse(textOf(item, 'head')));

export const headItem = (place: { company: string; chain: string }, head: ChainHead): Item => ({
  ...keyOf(ledgerKeys.head(place.company, place.chain)),
  sequence: { N: String(head.sequence) },
  hash: { S: head.hash },
  at: { S: head.at },
});

export const readHead = (item: Item | undefined): ChainHead =>
  item
    ? { sequence: numberOf(item, 'sequence'), hash: textOf(item, 'hash'), at: textOf(item, 'at') }
    : emptyChain;
