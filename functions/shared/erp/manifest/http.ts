import * as z from 'zod';
import { errorRuleSchema, waitRuleSchema } from './answers.ts';
import {
  outboundAuthenticationSchema,
  secretMember,
  sessionSchema,
  signingSchema,
} from './authentication.ts';
import { pagingSchema } from './paging.ts';
import { requestShape } from './resource.ts';

export const httpSchema = z.strictObject({
  optional: z
    .boolean()
    .default(false)
    .describe('A connection may do without a base address; then it only receives.'),
  authentication: outboundAuthenticationSchema,
  session: sessionSchema.optional(),
  signing: signingSchema.optional(),
  headers: z.record(z.string(), z.string()).default({}),
  numbers: z
    .array(z.string())
    .default([])
    .describe('Names of members of our bodies whose texts are written as JSON numbers, digit by digit.'),
  timeoutSeconds: z.number().int().positive().max(120).default(30),
  maxBytes: z.number().int().positive().max(33_554_432).default(33_554_432),
  errors: z.array(errorRuleSchema).default([]).describe('First match decides; without one the status does.'),
  waits: z
    .array(waitRuleSchema)
    .default([])
    .describe('First match says when to come again; without one Retry-After does.'),
  errorText: z
    .array(z.string())
    .default([])
    .describe(
      'Paths of the ERP’s own words in an error answer; the first that holds a text is shown to people. A path may lead into texts that hold JSON.',
    ),
  paging: pagingSchema.default({ kind: 'none' }),
  /** Concurrency is kept by the runtime; the rates are declared for the scheduler of a connection. */
  budget: z
    .strictObject({
      concurrency: z.number().int().positive().default(4),
      perSecond: z.number().positive().optional(),
      perFiveMinutes: z.number().int().positive().optional(),
      perDay: z.number().int().positive().optional(),
    })
    .default({ concurrency: 4 }),
  test: z.strictObject(requestShape).describe('A cheap request that proves access.'),
});

export type HttpRules = z.infer<typeof httpSchema>;
