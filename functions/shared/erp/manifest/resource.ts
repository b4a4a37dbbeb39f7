import * as z from 'zod';
import { entitySchema } from '../../../../domain/canonical/change.ts';

export const mappingFileSchema = z.string().regex(/^[a-z0-9-]+\.jsonata$/);
const queryValues = z.record(z.string(), z.string());

const linesSchema = z.strictObject({
  path: z.string().min(1).describe('Path of the list of lines in the payload.'),
  file: mappingFileSchema.describe(
    'Maps one line. Sees the line as input and the whole payload as $document.',
  ),
});

/** Either expressions, or fields that already have our names apart from aliases. */
export const mappingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('expression'), file: mappingFileSchema, lines: linesSchema.optional() }),
  z.strictObject({
    kind: z.literal('canonical'),
    aliases: z
      .record(z.string(), z.string())
      .default({})
      .describe('The sender’s field name → our field name.'),
    lineAliases: z.record(z.string(), z.string()).default({}),
    defaults: z
      .record(z.string(), z.string())
      .default({})
      .describe('Values of fields the sender leaves out.'),
  }),
]);

/** Rules of documents that a mapping author would get wrong (I-3, I-4). */
const documentSchema = z.strictObject({
  creditAmounts: z
    .enum(['positive', 'negative', 'either'])
    .describe(
      'Sign of credit notes in the ERP. Ours are negative. "either": turned when the document’s net is positive.',
    ),
  cancelled: z
    .enum(['countered', 'void'])
    .default('countered')
    .describe(
      'What a cancelled document means. "countered": another document undoes it, so that both go on counting. "void": there is none, it counts no more.',
    ),
  totalsTolerance: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .default('0.01')
    .describe('Σ lines may differ from the net by this much.'),
});

const ignoreSchema = z.strictObject({
  path: z.string().min(1),
  oneOf: z.array(z.union([z.string(), z.boolean(), z.null()])).min(1),
  reason: z.string().min(1).describe('Shown with the ignored delivery.'),
});

/** A request as the manifest writes it. */
export const requestShape = {
  method: z.enum(['GET', 'POST']).default('GET'),
  path: z
    .string()
    .describe('Below the base address. Placeholders: {id}, {company}, {settings.name}; each is encoded.'),
  query: queryValues.default({}),
  headers: queryValues.default({}),
  body: z.json().optional().describe('Template of a JSON body, for ERPs that are asked by POST.'),
  pageSize: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('How many rows this request itself asks for, where it is not the size of "paging".'),
  quoting: z
    .enum(['none', 'odata', 'json'])
    .default('none')
    .describe(
      'How values stand inside quotes of path and query: "odata" doubles single quotes, "json" escapes as JSON does.',
    ),
};

/** Suites of several makers have a key of its own for each record type. */
const idPathSchema = z
  .string()
  .min(1)
  .optional()
  .describe('Path of the immutable id in a record of this answer, where it is not that of "identity".');

export const fetchSchema = z.strictObject({
  ...requestShape,
  id: idPathSchema,
  record: z.string().default('').describe('Path of the record in the answer.'),
  lines: z
    .strictObject({
      ...requestShape,
      records: z.string(),
      owner: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Path of the document’s id in a line. A line of another document means that the ERP ignored the filter, and stops.',
        ),
      into: z.string().min(1).describe('Field that receives the lines.'),
      position: z
        .string()
        .min(1)
        .optional()
        .describe('Path of the number that puts the lines in order, where pages come in another one.'),
    })
    .optional()
    .describe('Second request for the lines; follows the connector’s paging.'),
});

const pullSchema = z.strictObject({
  ...requestShape,
  records: z.string().describe('Path of the list in the answer.'),
  since: z.strictObject({
    format: z
      .enum(['iso', 'date', 'naive', 'epoch-seconds', 'epoch-milliseconds', 'http-date'])
      .default('iso'),
    zone: z
      .string()
      .optional()
      .describe(
        'Zone of "date", "naive" and of change times without offset, where it is not the one of "values".',
      ),
    bound: z
      .enum(['from', 'after'])
      .default('from')
      .describe(
        'Whether the ERP lists what changed at the moment it is asked for ("from") or only what changed later ("after"); then it is asked from a moment before.',
      ),
  }),
  modified: z.string().min(1).describe('Path of the change time in a record.'),
  id: idPathSchema,
  expand: z.boolean().default(false).describe('List rows are pointers: fetch each record by its id.'),
});

const listSchema = z.strictObject({
  ...requestShape,
  records: z.string(),
  count: z
    .union([
      z.string().min(1),
      z.strictObject({
        ...requestShape,
        number: z.string().default('').describe('Path of the number in the answer; empty: it is the answer.'),
      }),
    ])
    .describe(
      'Path of how many records there are in all, or the request that asks for it; without it no list is full.',
    ),
  id: idPathSchema,
});

export const resourceSchema = z.strictObject({
  entity: entitySchema,
  payload: z
    .enum(['complete', 'partial'])
    .describe('"complete": the payload leads the whole record; "partial": only the fields it carries.'),
  partOf: z
    .string()
    .optional()
    .describe(
      'The resource whose records these are, where this one only tells of them in another way (their prices, a renaming). It is not compared by itself.',
    ),
  recognise: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Path → pattern; tells this resource from others of the same entity where only a payload is at hand.',
    ),
  mapping: mappingSchema,
  document: documentSchema.optional(),
  ignore: z.array(ignoreSchema).default([]),
  fetch: fetchSchema.optional(),
  pull: pullSchema.optional(),
  list: listSchema
    .optional()
    .describe('The ids of all records, to compare both sides (P-4). What we lack is then fetched by id.'),
});

export type Resource = z.infer<typeof resourceSchema>;
export type RecordMapping = z.infer<typeof mappingSchema>;
export type DocumentRule = z.infer<typeof documentSchema>;
export type FetchRule = z.infer<typeof fetchSchema>;
export type ListRule = z.infer<typeof listSchema>;
export type PullRule = z.infer<typeof pullSchema>;
