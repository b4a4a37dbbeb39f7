const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const SLOTS = 2048;
const MAX_KEY_LENGTH = 48;

/**
 * Keys seen before, by a hash of their characters. Deliveries of one ERP repeat the same few hundred keys: taking the
 * known string spares a copy and its look-up in the engine's string table, which is most of the cost of a key.
 * A slot holds the last key that fell into it; a collision only costs the copy.
 */
const known: string[] = new Array<string>(SLOTS).fill('');

/** The key between `start` (after the opening quote) and its closing quote, or undefined where the plain path has to decide. */
export function knownKey(text: string, start: number): string | undefined {
  let end = start;
  let hash = 0;
  let code = text.charCodeAt(end);
  while (code !== QUOTE) {
    if (code === BACKSLASH || !(code >= FIRST_PRINTABLE) || end - start >= MAX_KEY_LENGTH) return undefined;
    hash = (hash * 31 + code) | 0;
    code = text.charCodeAt(++end);
  }
  const slot = hash & (SLOTS - 1);
  const candidate = known[slot];
  if (candidate !== undefined && candidate.length === end - start && text.startsWith(candidate, start))
    return candidate;
  return (known[slot] = copyOf(text.slice(start, end)));
}

/** A string of its own: a slice would keep the whole body alive as long as the cache lives. */
function copyOf(slice: string): string {
  return Buffer.from(slice, 'utf16le').toString('utf16le');
}
