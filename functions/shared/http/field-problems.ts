import type * as z from 'zod';
import type { FieldProblem } from '../../../domain/errors.ts';
import { nearestName } from './nearest-name.ts';

/** Zod's findings in our words: one line per field, unknown names with the known one nearest to them. */
export function fieldProblems(error: z.ZodError, schema: z.ZodType): FieldProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownNames(issue, schema) : [plainProblem(issue)],
  );
}

const plainProblem = (issue: z.core.$ZodIssue): FieldProblem => ({
  field: fieldPath(issue.path),
  reason: issue.message,
});

function unknownNames(issue: z.core.$ZodIssueUnrecognizedKeys, schema: z.ZodType): FieldProblem[] {
  const known = knownNames(schema, issue.path);
  return issue.keys.slice(0, 20).map((key) => ({
    field: fieldPath([...issue.path, key.slice(0, 100)]),
    reason: unknownNameReason(key, known),
  }));
}

function unknownNameReason(key: string, known: readonly string[]): string {
  const near = nearestName(key, known);
  return near === undefined
    ? `unknown; known are ${known.join(', ') || 'none'}`
    : `unknown; did you mean ${near}?`;
}

/** `lines[3].net`, as the mapping errors write it. */
export const fieldPath = (path: readonly PropertyKey[]): string =>
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
