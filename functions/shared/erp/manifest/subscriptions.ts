import * as z from 'zod';

const secretMember = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/);
const headers = z.record(z.string(), z.string()).default({});

const subscriptionRequest = z.strictObject({
  method: z.enum(['POST', 'PATCH', 'PUT']).default('POST'),
  path: z.string(),
  headers,
  body: z.json(),
});

const subscriptionRemoval = z.strictObject({
  method: z.enum(['DELETE', 'POST', 'PATCH', 'PUT']).default('DELETE'),
  path: z.string(),
  headers,
  body: z.json().optional(),
});

const fieldsSchema = z.strictObject({
  id: z.string(),
  topic: z.string(),
  notificationUrl: z.string(),
  expiresAt: z.string().optional(),
  etag: z.string().optional(),
  active: z
    .strictObject({ path: z.string(), matches: z.string() })
    .optional()
    .describe(
      'Where the list shows that the ERP switched one off: a text at the path, the empty one if there is none, that does not match. It is ended and made anew.',
    ),
  secret: z
    .strictObject({ path: z.string(), member: secretMember })
    .optional()
    .describe('Where the list shows our shared value: a subscription with an outdated one is renewed.'),
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
    .describe(
      'Ends a subscription: one that the ERP switched off, a second one of the same topic, or one that still calls an address this installation had before.',
    ),
  fields: fieldsSchema,
  topicMatch: z
    .enum(['equal', 'suffix'])
    .default('equal')
    .describe('"suffix": the ERP answers the topic with its own path in front.'),
  most: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('How many subscriptions the ERP has room for, those of others included.'),
  renewBeforeHours: z.number().positive().default(24),
});

export type Subscriptions = z.infer<typeof subscriptionsSchema>;
