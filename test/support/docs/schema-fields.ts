import * as z from 'zod';

/** The parts of a JSON Schema that tell which fields and words it has. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly additionalProperties?: Schema | boolean | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly description?: string | undefined;
}

const inner = z.lazy(() => schemaSchema);
const schemaSchema: z.ZodType<Schema> = z.looseObject({
  properties: z.record(z.string(), inner).optional(),
  additionalProperties: z.union([z.boolean(), inner]).optional(),
  items: inner.optional(),
  anyOf: z.array(inner).optional(),
  oneOf: z.array(inner).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
});

export interface SchemaField {
  /** Dotted, without the places of lists and the names that authors choose: `resources.fetch.lines.into`. */
  readonly path: string;
  readonly name: string;
  /** All fields beside it, itself included, by which a request is known. */
  readonly siblings: readonly string[];
  /** What it may hold, where the schema lists it. */
  readonly words: readonly string[];
  readonly description: string | undefined;
}

/** Every field of a JSON Schema, once per alternative that has it. */
export function fieldsOf(schema: unknown): SchemaField[] {
  return fieldsBelow(schemaSchema.parse(schema), '');
}

function fieldsBelow(schema: Schema, at: string): SchemaField[] {
  const siblings = Object.keys(schema.properties ?? {});
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = at === '' ? name : `${at}.${name}`;
    const { description } = member;
    return [{ path, name, siblings, words: wordsOf(member), description }, ...fieldsBelow(member, path)];
  });
  return [...own, ...partsOf(schema).flatMap((each) => fieldsBelow(each, at))];
}

function partsOf({ additionalProperties: values, items, anyOf = [], oneOf = [] }: Schema): Schema[] {
  const named = typeof values === 'object' ? [values] : [];
  return [...anyOf, ...oneOf, ...named, ...(items === undefined ? [] : [items])];
}

/** The words of a list of them too; whatever is a text. */
function wordsOf(schema: Schema): string[] {
  const listed = [schema.const, ...(schema.enum ?? [])].filter((word) => typeof word === 'string');
  return [...listed, ...partsOf({ ...schema, additionalProperties: false }).flatMap(wordsOf)];
}
