import * as z from 'zod';

const PATH = /^\$(\.[\w-]+|\[\d+\]|\['[^']+'\])*$/;
const STEP = /\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g;

/** A definite path; wildcards, filters and recursive descent are not emulated. */
export const jsonPathSchema = z.string().regex(PATH, 'A path of the kind $.detail.field[0] is needed.');

/** The value at a path such as `$.detail.lines[0]`; undefined when there is none. */
export function valueAt(root: unknown, path: string): unknown {
  const steps = [...path.matchAll(STEP)].map(([, name, index, quoted]) => name ?? index ?? quoted ?? '');
  return steps.reduce<unknown>(member, root);
}

function member(value: unknown, name: string): unknown {
  const isContainer = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isContainer ? (value as Record<string, unknown>)[name] : undefined;
}
