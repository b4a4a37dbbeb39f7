const NONCHARACTERS = /[\ufffe\uffff]/g;

/** What stands where something was that is no character. */
export const REPLACEMENT = '\ufffd';

/**
 * U+FFFE and U+FFFF mean nothing, and queues refuse a message that holds one. They become the replacement character; the archive keeps the bytes
 * as they came.
 */
export const withoutNoncharacters = (text: string): string => text.replace(NONCHARACTERS, REPLACEMENT);

const UTF8_OF_BOTH = Buffer.from([0xef, 0xbf]);

/** Whether bytes may hold one that is not escaped; of almost all bodies no more is looked at than this. */
export function mayHoldNoncharacters(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(UTF8_OF_BOTH);
}
