/** The record without the named fields. */
export function omit<T extends object, K extends keyof T & string>(
  record: T,
  names: readonly K[],
): Omit<T, K> {
  const left: Set<string> = new Set(names);
  return Object.fromEntries(Object.entries(record).filter(([name]) => !left.has(name))) as Omit<T, K>;
}
