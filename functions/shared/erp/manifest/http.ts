import * as z from 'zod';
import { errorRuleSchema, waitRuleSchema } from './answers.ts';
import { outboundAuthenticationSchema, sessionSchema, signingSchema } from './authentication.ts';
import { pagingSchema } from './paging.ts';
import { requestShape } from './resource.ts';

const budgetSchema = z
  .strictObject({
    concurrency: z
      .number()
      .int()
      .positive()
      .default(4)
      .describe('How many requests may be under way at once.'),
    perSecond: z.number().positive().optional().describe('Less than 1: one request in so many seconds.'),
    perFiveMinutes: z.number().int().positive().optional().describe('In any five minutes.'),
    perDay: z.number().int().positive().optional().describe('In any 24 hours.'),
    per: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Template of what the ERP counts by, such as "{settings.tenantId}/{secret.clientId}": connections that fill it alike share the budget. Without it each connection has its own.',
      ),
  })
  .describe('What the ERP allows; kept by all functions together.');

export const httpSchema = z.strictObject({
  optional: z
    .boolean()
    .default(false)
    .describe('A connection may do without a base address; then it only receives.'),
  authentication: outboundAuthenticationSchema,
  session: sessionSchema.optional(),
  signing: signingSchema.optional(),
  hook: z
    .string()
    .regex(/^[a-z0-9-]+\.mjs$/)
    .optional(),
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
  budget: budgetSchema.default({ concurrency: 4 }),
  test: z.strictObject(requestShape).describe('A cheap request that proves access.'),
});

export type HttpRules = z.infer<typeof httpSchema>;
