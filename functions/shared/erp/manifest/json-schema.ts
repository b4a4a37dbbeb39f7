import * as z from 'zod';
import { manifestSchema } from './manifest.ts';

/** The JSON Schema of `connector.json` as authors write it: what has a default may be left out. */
export function manifestJsonSchema(): object {
  const schema = z.toJSONSchema(manifestSchema, { io: 'input' });
  return {
    ...schema,
    title: 'Orderseam connector',
    description: 'One ERP product, described. See docs/connectors.md.',
  };
}
