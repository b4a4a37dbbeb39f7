import * as z from 'zod';
import { requestShape } from './resource.ts';

const name = z
  .string()
  .regex(/^[a-zA-Z]+$/)
  .describe('Name of a value of the hand-over, such as reference, vatId or debtorId.');

/** When a listed record is believed to be the one that was looked for. */
export const matchSchema = z.strictObject({
  path: z.string().min(1).describe('Path in the record.'),
  value: name,
  compare: z
    .enum(['exact', 'letters-and-digits'])
    .default('exact')
    .describe('"letters-and-digits": blanks, dots, dashes and letter case do not matter, as in VAT ids.'),
});

/** One way to find a document. The record has to prove itself, however the ERP searches. */
export const lookUpSchema = z.strictObject({
  ...requestShape,
  by: z.string().min(1).describe('What it looks for, in words for people: "VAT id and name".'),
  needs: z
    .array(name)
    .default([])
    .describe('Values without which this look-up says nothing and is left out.'),
  without: z
    .array(name)
    .default([])
    .describe('Values with which this look-up is left out, because better evidence has to decide.'),
  proof: z
    .enum(['certain', 'likely'])
    .default('certain')
    .describe(
      '"likely": what is found only looks like it (a name). It is ours where a write of ours is in doubt; else a person decides (D-3).',
    ),
  records: z.string().describe('Path of the list in the answer. An empty list is the only "not found".'),
  id: z.string().min(1).default('id').describe('Path of the immutable id in a record.'),
  number: z.string().min(1).optional().describe('Path of the number that people know.'),
  state: z
    .string()
    .min(1)
    .optional()
    .describe('Path of the text that tells which steps are done; see "progress".'),
  expand: z
    .strictObject({
      ...requestShape,
      record: z.string().default('').describe('Path of the record in the answer.'),
    })
    .optional()
    .describe('The list holds ids only: each record is asked for by its {id} before it is compared.'),
  match: z.array(matchSchema).min(1).describe('All have to fit.'),
  search: z
    .enum(['exact', 'fuzzy'])
    .default('exact')
    .describe(
      '"exact": the ERP lists fitting records only, so that any other means that it ignored the filter, and stops. "fuzzy": others are skipped.',
    ),
});

export type LookUp = z.infer<typeof lookUpSchema>;
export type Match = z.infer<typeof matchSchema>;
