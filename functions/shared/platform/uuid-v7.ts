import { createHash, randomBytes } from 'node:crypto';

/** A UUID that sorts by time (RFC 9562): 48 bits of milliseconds, then random. */
export const uuidV7 = (nowMs: number): string => uuidOf(nowMs, randomBytes(16));

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
