import * as z from 'zod';
import { httpSchema } from './http.ts';
import { outboundSchema } from './outbound.ts';
import { resourceSchema } from './resource.ts';
import { subscriptionsSchema } from './subscriptions.ts';
import { webhookSchema } from './webhook.ts';

const settingSchema = z.strictObject({
  description: z.string().min(1),
  pattern: z.string().optional(),
  default: z
    .string()
    .optional()
    .describe('May use other settings: "https://login.example/{settings.tenant}".'),
  required: z.boolean().default(false),
});

const secretMemberSchema = z.strictObject({
  description: z.string().min(1),
  required: z.boolean().default(true),
  pattern: z.string().optional(),
});

/** How values look in this ERP, undone before any mapping sees them. */
const valuesSchema = z.strictObject({
  empty: z
    .array(z.union([z.string(), z.boolean()]))
    .default([])
    .describe('Look-alikes of "no value" that become null: "", "0001-01-01", the zero GUID, false.'),
  keep: z.array(z.string()).default([]).describe('Names of fields whose look-alikes are real values.'),
  zone: z
    .string()
    .optional()
    .describe(
      'IANA zone of times without offset, or the setting that holds it, "{settings.timeZone}"; bound as $zone. UTC without it.',
    ),
  tables: z
    .record(z.string(), z.record(z.string(), z.string()))
    .default({})
    .describe(
      'Enum tables for $table(name, value). A value outside parks the record, naming table and value.',
    ),
});

const identitySchema = z.strictObject({
  id: z.string().describe('The immutable id; what "externalId" is.'),
  pattern: z
    .string()
    .describe('What an id looks like. An id that does not match is refused before any request is made.'),
  letterCase: z
    .enum(['as-sent', 'lower'])
    .default('as-sent')
    .describe('"lower" where the ERP writes one id in both cases.'),
  numbers: z.enum(['stable', 'change-on-posting', 'renamed']).default('stable'),
});

/** `connectors/<name>/connector.json`: one ERP product, described. */
export const manifestSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().min(1),
  description: z.string().min(1),
  settings: z.record(z.string(), settingSchema).default({}),
  secret: z.record(z.string(), secretMemberSchema).default({}),
  identity: identitySchema,
  values: valuesSchema.default({ empty: [], keep: [], tables: {} }),
  webhook: webhookSchema.optional(),
  http: httpSchema.optional(),
  subscriptions: subscriptionsSchema.optional(),
  resources: z.record(z.string(), resourceSchema),
  outbound: outboundSchema.optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Values = z.infer<typeof valuesSchema>;
