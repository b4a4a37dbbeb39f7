import * as z from 'zod';

/**
 * The parameters as the document shows them. Pages made from it fill in the example of a parameter and then send it, so
 * that whoever only presses "execute" filters by strangers' numbers or repeats a key: an optional parameter tells its
 * example in words instead.
 */
export function documentedParameters(parameters: z.ZodObject): z.ZodObject {
  const shape: Readonly<Record<string, z.ZodType>> = parameters.shape;
  const documented = Object.entries(shape).map(([name, schema]) => [name, inWords(schema)] as const);
  return z.strictObject(Object.fromEntries(documented));
}

function inWords(schema: z.ZodType): z.ZodType {
  const { description = '', example } = z.globalRegistry.get(schema) ?? {};
  const { success, data } = schema.safeParse(undefined);
  const mayBeLeftOut = success && data === undefined;
  if (typeof example !== 'string' || !mayBeLeftOut) return schema;
  return schema.meta({
    description: [description, `Such as ${example}.`].filter(Boolean).join(' '),
    example: undefined,
  });
}
