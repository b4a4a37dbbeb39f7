import * as z from 'zod';
import { conditionShape } from './answers.ts';
import { lookUpSchema } from './look-up.ts';
import { fetchSchema, mappingFileSchema } from './resource.ts';
import { createStepSchema, stepSchema } from './steps.ts';

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
export type WriteErrorRule = z.infer<typeof writeErrorSchema>;
