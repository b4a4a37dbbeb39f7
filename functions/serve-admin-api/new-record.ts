import type { AdminPorts } from './ports.ts';

/** What every record begins with. */
export function firstVersion({ now }: Pick<AdminPorts, 'now'>, company: string) {
  const at = now().toISOString();
  return { company, createdAt: at, updatedAt: at, version: 1 };
}

/** What changes of a record whenever anything does. */
export const nextVersionOf = (
  { now }: Pick<AdminPorts, 'now'>,
  { version }: { readonly version: number },
) => ({
  updatedAt: now().toISOString(),
  version: version + 1,
});
