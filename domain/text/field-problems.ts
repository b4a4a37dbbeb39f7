import type * as z from 'zod';
import type { FieldProblem } from '../errors.ts';
import { unknownName } from './nearest-name.ts';

/** Zod's findings in our words: one line per field, unknown names with the known one nearest to them. */
export function fieldProblems(error: z.ZodError, schema: z.ZodType): FieldProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, { path: [], schema }));
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly schema: z.ZodType;
}

/** Of the alternatives of a union, the one that fits best says what is wrong. */
function problemsOf(issue: z.core.$ZodIssue, place: Place): FieldProblem[] {
  const path = [...place.path, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownNames(issue.keys, { ...place, path });
  const nearest = issue.code === 'invalid_union' ? leastWrong(issue.errors) : undefined;
  if (nearest) return nearest.flatMap((inner) => problemsOf(inner, { ...place, path }));
  return [{ field: fieldPath(path), reason: reasonOf(issue) }];
}

const leastWrong = (alternatives: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined =>
  alternatives.toSorted((left, right) => wrongness(left) - wrongness(right))[0];

const wrongness = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + wrongnessOf(issue), 0);

/** An alternative of another type altogether is further away than one of another kind, and that further than one with wrong members. */
function wrongnessOf(issue: z.core.$ZodIssue): number {
  if (issue.code === 'invalid_type') return issue.path.length === 0 ? 1_000 : 1;
  if (issue.code === 'unrecognized_keys') return issue.keys.length;
  return issue.code === 'invalid_value' && issue.values.length === 1 ? 100 : 1;
}

/** What Zod says in the words of a program, in those of a person. */
function reasonOf(issue: z.core.$ZodIssue): string {
  const { code, message } = issue;
  if (code === 'invalid_type' && message.endsWith('received undefined')) return 'is missing';
  if (code === 'invalid_type' && message.endsWith('expected string, received number'))
    return 'must be text, in quotes';
  return code === 'too_small' && issue.origin === 'string' && issue.minimum === 1
    ? 'must not be empty'
    : message;
}

function unknownNames(keys: readonly string[], { path, schema }: Place): FieldProblem[] {
  const known = knownNames(schema, path);
  return keys.slice(0, 20).map((key) => ({
    field: fieldPath([...path, key.slice(0, 100)]),
    reason: known.includes(key) ? 'does not go together with the rest' : unknownName(key, known),
  }));
}

/** `lines[3].net`, as the mapping errors write it. */
const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');

interface Definition {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
}

function knownNames(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  // Zod's public definition object; its members differ by kind and only the ones above are read.
  const definition = schema.def as Definition;
  const inner = definition.innerType ?? definition.in;
  if (inner) return knownNames(inner, path);
  if (definition.options) return definition.options.flatMap((option) => knownNames(option, path));
  const [next, ...rest] = path;
  if (next === undefined) return Object.keys(definition.shape ?? {});
  const child = definition.shape?.[String(next)] ?? definition.element ?? definition.valueType;
  return child ? knownNames(child, rest) : [];
}
