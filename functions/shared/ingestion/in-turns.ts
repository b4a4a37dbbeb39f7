/**
 * Works items off, `width` at a time, and keeps their order in the answer. An error of one never stops the others; the first is
 * thrown at the end.
 */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const rest = items.entries();
  const errors: unknown[] = [];
  const worker = async () => {
    for (const [index, item] of rest) {
      await work(item, index).then(
        (result) => (results[index] = result),
        (error: unknown) => errors.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}
