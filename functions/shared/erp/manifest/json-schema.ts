import * as z from 'zod';
import { fieldWords } from './field-words.ts';
import { manifestSchema } from './manifest.ts';

/** The JSON Schema of `connector.json` as authors write it: what has a default may be left out, and every field is explained. */
export function manifestJsonSchema(): object {
  const schema = z.toJSONSchema(manifestSchema, { io: 'input' });
  return {
    ...(explained(schema, []) as object), // an object goes in
    title: 'Orderseam connector',
    description: 'One ERP product, described. See docs/connectors.md.',
  };
}

/** Between a field and what is below it; the names that authors choose are not part of a path. */
const BETWEEN = new Set(['properties', 'additionalProperties', 'items', 'anyOf', 'oneOf', 'allOf']);

function explained(schema: unknown, path: readonly string[]): unknown {
  if (Array.isArray(schema)) return schema.map((each) => explained(each, path));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, member]: [string, unknown]) => {
      if (name === 'properties') return [name, explainedFields(member as object, path)]; // by JSON Schema
      return [name, BETWEEN.has(name) ? explained(member, path) : member];
    }),
  );
}

function explainedFields(fields: object, path: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const here = [...path, name];
      return [name, { ...wordsFor(here), ...(explained(field, here) as object) }]; // a field is a schema
    }),
  );
}

/** The longest end of the path that has words; the schema's own go before. */
function wordsFor(path: readonly string[]): { description?: string } {
  const ends = path.map((_, index) => path.slice(index).join('.'));
  const known = ends.find((end) => Object.hasOwn(fieldWords, end));
  const description = known === undefined ? undefined : fieldWords[known];
  return description === undefined ? {} : { description };
}
