/** Every item after those it needs. A circle is an error that names it. */
export function dependencyOrder<T>(
  items: readonly T[],
  key: (item: T) => string,
  needs: (item: T) => Iterable<string>,
): T[] {
  const byKey = new Map(items.map((item) => [key(item), item]));
  const ordered: T[] = [];
  const state = new Map<string, 'visiting' | 'done'>();
  const visit = (item: T, path: readonly string[]): void => {
    const own = key(item);
    if (state.get(own) === 'done') return;
    if (state.get(own) === 'visiting')
      throw new Error(`Resources need each other: ${[...path, own].join(' → ')}.`);
    state.set(own, 'visiting');
    for (const needed of [...needs(item)].flatMap((name) => byKey.get(name) ?? []))
      visit(needed, [...path, own]);
    state.set(own, 'done');
    ordered.push(item);
  };
  for (const item of items) visit(item, []);
  return ordered;
}
