import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { keyOf, numberOf, type Item } from '../items.ts';
import type { Ledger } from './ledger.ts';
import { ledgerKeys } from './ledger-keys.ts';

const LARGEST_PIECE = 300_000;

export interface PayloadAddress {
  readonly company: string;
  /** SHA-256 of the canonical JSON. */
  readonly hash: string;
}

/**
 * Keeps what is handed over under its own hash, before it is planned. The first piece is written last: where it is, all are. Writing again is no harm, and
 * is spared.
 */
export async function keepPayload(
  ledger: Ledger,
  { text, ...address }: PayloadAddress & { readonly text: string },
): Promise<void> {
  if (await readPiece(ledger, address, 0)) return;
  const body = deflateRawSync(text);
  const count = Math.max(1, Math.ceil(body.length / LARGEST_PIECE));
  for (let piece = count - 1; piece >= 0; piece -= 1) {
    const B = body.subarray(piece * LARGEST_PIECE, (piece + 1) * LARGEST_PIECE);
    const Item = { ...keyOf(ledgerKeys.payload(address.company, address.hash, piece)), body: { B } };
    await ledger.tables('PutItem', {
      TableName: ledger.table,
      Item: { ...Item, count: { N: String(count) } },
    });
  }
}

/** The canonical JSON with this hash; undefined if it was never kept. */
export async function readPayload(ledger: Ledger, address: PayloadAddress): Promise<string | undefined> {
  const first = await readPiece(ledger, address, 0);
  if (!first) return undefined;
  const others = Array.from({ length: numberOf(first, 'count') - 1 }, (_, index) =>
    readPiece(ledger, address, index + 1),
  );
  const pieces = [first, ...(await Promise.all(others))].map((item) => item?.body?.B);
  if (pieces.some((piece) => piece === undefined))
    throw new Error(`The payload ${address.hash} lacks a piece.`);
  return inflateRawSync(Buffer.concat(pieces.filter((piece) => piece !== undefined))).toString();
}

async function readPiece(
  ledger: Ledger,
  { company, hash }: PayloadAddress,
  piece: number,
): Promise<Item | undefined> {
  const Key = keyOf(ledgerKeys.payload(company, hash, piece));
  const answer = await ledger.tables('GetItem', { TableName: ledger.table, Key, ConsistentRead: true });
  return answer.Item;
}
