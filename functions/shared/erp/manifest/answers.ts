import * as z from 'zod';

/** How the manifest recognises an answer: by its status, and by a text in its body or a header. */
export const conditionShape = {
  status: z.array(z.number().int().min(100).max(599)).min(1),
  path: z
    .string()
    .optional()
    .describe(
      'Path in the answer’s body, which may lead into texts that hold JSON; without it the status decides.',
    ),
  header: z.string().min(1).optional().describe('A header of the answer instead of a path.'),
  matches: z
    .string()
    .optional()
    .describe('Pattern of the text at the path or in the header; without it there has to be one.'),
};

export const errorRuleSchema = z.strictObject({
  ...conditionShape,
  means: z
    .enum(['unavailable', 'rejected', 'gone', 'unauthenticated', 'session-ended'])
    .describe(
      '"unauthenticated": our credentials were not taken. "session-ended": nothing was done, because the session or token is over; it is opened again and the request repeated once, a write too.',
    ),
});

/** When to come again, where an ERP does not say it by Retry-After. */
export const waitRuleSchema = z.strictObject({
  header: z.string().min(1),
  matches: z.string().optional().describe('Pattern of the header’s text, where only one of them counts.'),
  wait: z
    .union([
      z.enum(['seconds', 'epoch-seconds', 'epoch-milliseconds']),
      z.number().int().positive().max(86_400),
    ])
    .describe(
      'What the header holds: seconds to wait, or the time from which on it answers again. A number: so many seconds, as where a budget of the day is used up.',
    ),
});

export type Condition = z.infer<z.ZodObject<typeof conditionShape>>;
export type ErrorRule = z.infer<typeof errorRuleSchema>;
export type WaitRule = z.infer<typeof waitRuleSchema>;
