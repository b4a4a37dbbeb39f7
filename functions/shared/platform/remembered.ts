/**
 * A look-up that remembers its answers for a while, so that a busy function asks once. Errors are not remembered, and callers who ask
 * at the same time share one answer. A caller who needs it fresher says how old an answer may be.
 */
export function remembered<Value>(
  lookUp: (key: string) => Promise<Value>,
  {
    forMs,
    now,
    most = 1_000,
  }: { readonly forMs: number; readonly now: () => number; readonly most?: number },
): (key: string, atMostMs?: number) => Promise<Value> {
  const known = new Map<string, { readonly value: Promise<Value>; readonly at: number }>();
  return (key, atMostMs = forMs) => {
    const held = known.get(key);
    if (held && held.at + Math.min(forMs, atMostMs) > now()) return held.value;
    if (known.size >= most) known.clear();
    const value = lookUp(key);
    known.set(key, { value, at: now() });
    value.catch(() => known.delete(key));
    return value;
  };
}
