import { createHash, randomUUID } from 'node:crypto';

/** A UUID that sorts by time (RFC 9562): 48 bits of milliseconds, then random. */
/** Of a random UUID all stays but the first 48 bits and the version: Node has those in stock, and fresh random bytes cost ten times as much. */
export const uuidV7 = (nowMs: number): string => {
  const time = nowMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};

/** The same, but always the same for the same moment and text. */
export const seededUuidV7 = (atMs: number, text: string): string =>
  uuidOf(atMs, createHash('sha256').update(text).digest().subarray(0, 16));

function uuidOf(atMs: number, bytes: Buffer): string {
  bytes.writeUIntBE(atMs, 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
