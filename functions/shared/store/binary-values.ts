/** What goes over the wire: bytes as Base64. Lists and maps are copied, because inputs belong to their callers. */
export function withTextForBytes(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return mapped(value, withTextForBytes);
}

/** The same backwards. In an answer only an attribute's binary value is a text named `B`. */
export function withBytesForText(value: unknown): unknown {
  if (isBinary(value)) return { B: new Uint8Array(Buffer.from(value.B, 'base64')) };
  return mapped(value, withBytesForText);
}

const isBinary = (value: unknown): value is { readonly B: string } =>
  typeof value === 'object' && value !== null && 'B' in value && typeof value.B === 'string';

function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}
