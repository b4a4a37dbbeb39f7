import * as z from 'zod';
import { keyEncodingSchema } from './authenticity.ts';
import { requestShape } from './resource.ts';

const secretMember = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/);

const outboundAuthenticationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('static-header'),
    header: z.string(),
    value: z.string().describe('Template, such as "token {secret.apiKey}:{secret.apiSecret}".'),
  }),
  z.strictObject({ kind: z.literal('basic'), user: secretMember, password: secretMember }),
  z.strictObject({
    kind: z.literal('oauth2-client-credentials'),
    tokenUrl: z.string().describe('Template with {settings.name}; must be https.'),
    clientId: secretMember,
    clientSecret: secretMember,
    scope: z.string().optional(),
    credentialsIn: z.enum(['body', 'basic']).default('body'),
    parameters: z
      .record(z.string(), z.string())
      .default({})
      .describe('Further form fields of the token request.'),
  }),
]);

const signingSchema = z
  .strictObject({
    header: z.string().regex(/^[a-z0-9-]+$/),
    timestampHeader: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .optional()
      .describe('Gets the seconds since 1970 at which it was signed.'),
    signed: z
      .string()
      .describe('What is signed: {body}, {header:name}, {path}; query values are not signed.'),
    prefix: z.string().default(''),
    hash: z.enum(['sha256', 'sha384', 'sha512']).default('sha256'),
    encoding: z.enum(['base64', 'base64url', 'hex']).default('base64'),
    secret: secretMember,
    key: keyEncodingSchema,
  })
  .describe('Signs every request by HMAC, besides the authentication.');

const errorRuleSchema = z.strictObject({
  status: z.array(z.number().int().min(100).max(599)).min(1),
  path: z.string().optional().describe('Path in the answer’s body; without it the status alone decides.'),
  matches: z
    .string()
    .optional()
    .describe('Pattern of the text at the path; without it the path has to exist.'),
  means: z.enum(['unavailable', 'rejected', 'gone']),
});

const pagingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('next-link'),
    path: z.string().min(1).describe('Path of the absolute or relative address of the next page.'),
  }),
  z.strictObject({
    kind: z.literal('page'),
    parameter: z
      .string()
      .optional()
      .describe('Name in the query; without it the requests themselves name {page}.'),
    first: z.number().int().min(0).default(1),
    sizeParameter: z.string().optional(),
    size: z.number().int().positive(),
    hasMore: z.string().optional().describe('Path of a flag; without it a short page is the last.'),
  }),
  z.strictObject({
    kind: z.literal('offset'),
    parameter: z
      .string()
      .optional()
      .describe('Name in the query; without it the requests themselves name {offset}.'),
    sizeParameter: z.string().optional(),
    size: z.number().int().positive(),
    hasMore: z.string().optional(),
  }),
  z
    .strictObject({
      kind: z.literal('key'),
      id: z.string().min(1).default('id').describe('Path of the id in a row.'),
      start: z.string().min(1).default('0').describe('What {after} is on the first page.'),
      size: z.number().int().positive(),
    })
    .describe(
      'Requests ask for so many rows in the order of their ids, after the id {after}: what is added, changed or deleted meanwhile shifts no page.',
    ),
]);

export const httpSchema = z.strictObject({
  optional: z
    .boolean()
    .default(false)
    .describe('A connection may do without a base address; then it only receives.'),
  authentication: outboundAuthenticationSchema,
  signing: signingSchema.optional(),
  headers: z.record(z.string(), z.string()).default({}),
  numbers: z
    .array(z.string())
    .default([])
    .describe('Names of members of our bodies whose texts are written as JSON numbers, digit by digit.'),
  timeoutSeconds: z.number().int().positive().max(120).default(30),
  maxBytes: z.number().int().positive().max(33_554_432).default(33_554_432),
  errors: z.array(errorRuleSchema).default([]).describe('First match decides; without one the status does.'),
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

const subscriptionRequest = z.strictObject({
  method: z.enum(['POST', 'PATCH', 'PUT']).default('POST'),
  path: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.json(),
});

const subscriptionRemoval = z.strictObject({
  method: z.enum(['DELETE', 'POST', 'PATCH', 'PUT']).default('DELETE'),
  path: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.json().optional(),
});

/** Subscriptions as desired state: one per topic, created when missing, renewed before they end. */
export const subscriptionsSchema = z.strictObject({
  topics: z
    .array(z.string())
    .min(1)
    .describe('What the ERP calls the subscribed thing; templates with {company}.'),
  list: z.strictObject({
    path: z.string(),
    query: z.record(z.string(), z.string()).default({}),
    records: z.string(),
  }),
  create: subscriptionRequest,
  renew: subscriptionRequest.optional(),
  remove: subscriptionRemoval
    .optional()
    .describe('Ends a subscription that still calls an address this installation had before.'),
  fields: z.strictObject({
    id: z.string(),
    topic: z.string(),
    notificationUrl: z.string(),
    expiresAt: z.string().optional(),
    etag: z.string().optional(),
    secret: z
      .strictObject({ path: z.string(), member: secretMember })
      .optional()
      .describe('Where the list shows our shared value: a subscription with an outdated one is renewed.'),
  }),
  topicMatch: z
    .enum(['equal', 'suffix'])
    .default('equal')
    .describe('"suffix": the ERP answers the topic with its own path in front.'),
  renewBeforeHours: z.number().positive().default(24),
});

export type HttpRules = z.infer<typeof httpSchema>;
export type OutboundAuthentication = z.infer<typeof outboundAuthenticationSchema>;
export type SigningRule = z.infer<typeof signingSchema>;
export type ErrorRule = z.infer<typeof errorRuleSchema>;
export type Paging = z.infer<typeof pagingSchema>;
export type Subscriptions = z.infer<typeof subscriptionsSchema>;
