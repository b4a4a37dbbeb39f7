import * as z from 'zod';
import { matchSchema } from './look-up.ts';
import { requestShape } from './resource.ts';

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

/** The request that makes a debtor or an order. */
export const createStepSchema = z.strictObject({
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

/** What has to be done for an order, one after the other. */
export const stepSchema = z.discriminatedUnion('kind', [createStepSchema, linesStepSchema, actionStepSchema]);

export type CreateStep = z.infer<typeof createStepSchema>;
export type LinesStep = z.infer<typeof linesStepSchema>;
export type ActionStep = z.infer<typeof actionStepSchema>;
export type OrderStep = z.infer<typeof stepSchema>;
