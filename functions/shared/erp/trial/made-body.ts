/** A JSON body that has these values at these paths. */
export function madeOf(values: readonly (readonly [string, unknown])[]): unknown {
  const whole = values.find(([path]) => path === '');
  if (whole) return whole[1];
  const body: Record<string, unknown> = {};
  for (const [path, value] of values) place(body, path.split(/(?<!\\)\./), value);
  return body;
}

function place(body: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  const name = first.replaceAll('\\.', '.');
  if (rest.length === 0) body[name] = value;
  else place((body[name] ??= {}) as Record<string, unknown>, rest, value); // made here
}
