/**
 * A look-up that remembers its answers for a while, so that a busy function asks once. Errors are not remembered, and callers who ask
 * at the same time share one answer.
 */
export function remembered<Value>(
  lookUp: (key: string) => Promise<Value>,
  {
    forMs,
    now,
    most = 1_000,
  }: { readonly forMs: number; readonly now: () => number; readonly most?: number },
): (key: string) => Promise<Value> {
  const known = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  return (key) => {
    const held = known.get(key);
    if (held && held.until > now()) return held.value;
    if (known.size >= most) known.clear();
    const value = lookUp(key);
    known.set(key, { value, until: now() + forMs });
    value.catch(() => known.delete(key));
    return value;
  };
}
