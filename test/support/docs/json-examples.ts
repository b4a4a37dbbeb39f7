import * as z from 'zod';
import { outboundVectorSchema } from '../../../functions/shared/erp/trial/outbound-vector.ts';
import { vectorSchema } from '../../../functions/shared/erp/trial/vector.ts';
import { manifestSchema } from '../../../functions/shared/erp/manifest/manifest.ts';
import { merged, type Json, type JsonObject } from './merged-json.ts';

/** The JSON that a page shows, block by block. */
export const jsonExamplesOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

/** What is wrong with an example: part of a manifest (shown from its top), or a vector. */
export function problemsOfExample(code: string, rest: unknown): string[] {
  const example = z.record(z.string(), z.json()).parse(JSON.parse(code));
  const result = schemaFor(example).safeParse(isVector(example) ? example : completed(example, rest));
  return result.success ? [] : [z.prettifyError(result.error)];
}

const isVector = (example: JsonObject): boolean => 'expect' in example;

function schemaFor(example: JsonObject): z.ZodType {
  if (isVector(example)) return 'trial' in example ? outboundVectorSchema : vectorSchema;
  return manifestSchema;
}

/** The example with everything it leaves out taken from a manifest that is complete. */
const completed = (example: JsonObject, rest: unknown): Json =>
  merged(example, z.record(z.string(), z.json()).parse(rest));
