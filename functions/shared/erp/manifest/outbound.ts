import * as z from 'zod';
import { conditionShape } from './answers.ts';
import { lookUpSchema, matchSchema } from './look-up.ts';
import { fetchSchema, mappingFileSchema, requestShape } from './resource.ts';

const writeShape = {
  method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'),
  path: z
    .string()
    .describe('Below the base address. Placeholders: {id}, {reference}, {position} of a line, {company} …'),
  query: requestShape.query,
  headers: requestShape.headers.describe('An idempotency key goes here: "idempotency-key": "{reference}".'),
};

/** What comes from a mapping is the body, or part of one that the manifest writes. */
const mappedShape = {
  ...writeShape,
  body: z
    .json()
    .optional()
    .describe('Template of a JSON body around what is mapped, such as the envelope of a call; needs "into".'),
  into: z
    .string()
    .min(1)
    .optional()
    .describe('Path in "body" of what is mapped; a list on the way has an entry for it: {"args": [null]}.'),
};

const createStepSchema = z.strictObject({
  kind: z.literal('create'),
  ...mappedShape,
  id: z
    .union([
      z.string(),
      z.strictObject({
        header: z.string().min(1),
        pattern: z
          .string()
          .min(1)
          .describe('Finds the id in the header, as its first group: "/orders/([0-9]+)$".'),
      }),
    ])
    .default('id')
    .describe(
      'Path of the id in the answer; empty where the answer is the id. Or the header that holds it. Without an id nothing is believed.',
    ),
  number: z.string().min(1).optional(),
  match: z.array(matchSchema).default([]).describe('What the answer has to repeat to be believed.'),
});

const linesStepSchema = z
  .strictObject({
    kind: z.literal('lines'),
    ...mappedShape,
    existing: z
      .strictObject({
        ...requestShape,
        records: z.string(),
        key: z
          .string()
          .min(1)
          .optional()
          .describe(
            'Path of our line reference; without it lines are counted, because they are sent in order.',
          ),
      })
      .describe(
        'Lines that are there already; asked for before lines are sent to a document that was found.',
      ),
    key: z
      .string()
      .min(1)
      .optional()
      .describe('Path of our line reference in a mapped line; needed where "existing" names its own.'),
    batch: z
      .strictObject({ size: z.number().int().positive().max(1_000), into: z.string().min(1) })
      .optional()
      .describe('So many lines in one call, as a list at "into"; without it a call per line.'),
  })
  .describe('Lines that are sent after the document: what is there already is left out.');

const versionSchema = z
  .strictObject({
    ...requestShape,
    at: z.string().min(1).optional().describe('Path of the version in the answer.'),
    header: z.string().min(1).optional().describe('The header that holds it instead: "etag".'),
  })
  .refine(({ at, header }) => (at === undefined) !== (header === undefined), {
    message: 'names the path or the header of the version, one of them',
  })
  .describe(
    'Read before the step, which names it as {version}: "if-match": "{version}". What somebody changed meanwhile is not overwritten.',
  );

const actionStepSchema = z
  .strictObject({
    kind: z.literal('action'),
    ...writeShape,
    body: z.json().optional().describe('Template of a JSON body.'),
    compared: z
      .boolean()
      .default(false)
      .describe(
        'The order is read and compared with ours before: what differs stays a draft, for a person to see.',
      ),
    version: versionSchema.optional(),
  })
  .describe('What makes a draft count: submit, confirm, release.');

const stepSchema = z.discriminatedUnion('kind', [createStepSchema, linesStepSchema, actionStepSchema]);

const writingSchema = z.strictObject({
  quietSeconds: z
    .number()
    .int()
    .positive()
    .max(86_400)
    .describe('Longer than the ERP works on one request: "not found" is believed only after this time.'),
  timeoutSeconds: z
    .number()
    .int()
    .positive()
    .max(120)
    .describe('A request that writes is given up after this time.'),
  reference: z.strictObject({
    field: z
      .string()
      .min(1)
      .describe('The ERP’s field that carries our key; for people who search in the ERP.'),
    length: z.number().int().min(29).max(100).describe('The longest text it takes.'),
  }),
});

const writeErrorSchema = z.strictObject({
  ...conditionShape,
  means: z
    .enum(['rejected', 'not-sent', 'unknown', 'exists'])
    .describe(
      '"rejected": certainly not taken, a person must act. "not-sent": certainly not taken, try again. "exists": our key is there, look it up.',
    ),
});

const beforehandSchema = z
  .record(z.string().regex(/^[a-zA-Z]+$/), lookUpSchema)
  .default({})
  .describe(
    'Look-ups of ids that the body needs, such as that of a country: the mapping sees them as $found.name. What is looked for has to be there.',
  );

/** How debtors and orders are handed over: every write is looked up before it is tried, and what comes back is read, not believed. */
export const outboundSchema = z.strictObject({
  writing: writingSchema,
  errors: z
    .array(writeErrorSchema)
    .default([])
    .describe(
      'First match decides. Else: 429 and 401 are not-sent, 409 is exists, other 4xx with the ERP’s words are rejected, all else is unknown.',
    ),
  debtor: z.strictObject({
    find: z.array(lookUpSchema).min(1).describe('In this order; the first that finds one ends the search.'),
    create: z.strictObject({
      mapping: z.strictObject({ file: mappingFileSchema }),
      beforehand: beforehandSchema,
      step: createStepSchema.omit({ kind: true }),
    }),
  }),
  order: z.strictObject({
    find: z.array(lookUpSchema).min(1),
    create: z.strictObject({
      mapping: z.strictObject({
        file: mappingFileSchema.describe('Maps the order. Sees it as input.'),
        lines: z
          .strictObject({
            file: mappingFileSchema.describe(
              'Maps one line, to one line or a list of them. Sees the line as input, the order as $document and its place as $index.',
            ),
            into: z
              .string()
              .min(1)
              .optional()
              .describe('Path in the order of the list of lines; not with a step "lines".'),
          })
          .optional(),
      }),
      beforehand: beforehandSchema,
      steps: z.array(stepSchema).min(1).describe('First "create", then what completes the order.'),
      progress: z
        .record(z.string(), z.number().int().min(1))
        .optional()
        .describe(
          'Text at a look-up’s "state" → how many steps are done. Without it an order of one step is complete once it is there, one of several is completed again.',
        ),
    }),
    read: fetchSchema.extend({
      file: mappingFileSchema.describe(
        'Maps the order as the ERP has it to { externalId, number, reference, status, statusText, currency, net, tax, gross, lineCount }.',
      ),
    }),
  }),
});

export type Outbound = z.infer<typeof outboundSchema>;
export type CreateStep = z.infer<typeof createStepSchema>;
export type LinesStep = z.infer<typeof linesStepSchema>;
export type ActionStep = z.infer<typeof actionStepSchema>;
export type OrderStep = z.infer<typeof stepSchema>;
export type WriteErrorRule = z.infer<typeof writeErrorSchema>;
