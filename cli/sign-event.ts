import * as z from 'zod';
import { signStandardWebhook } from './standard-webhook.ts';
import { UsageError } from './usage-error.ts';

const requestSchema = z.looseObject({
  headers: z.record(z.string(), z.string()),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** A recorded request of the Webhook API, signed anew over the bytes of its body. */
export function signEvent(
  event: unknown,
  given: { readonly id: string; readonly secret: string; readonly at: Date },
): object {
  const request = requestSchema.safeParse(event);
  if (!request.success)
    throw new UsageError('--sign is for requests of the Webhook API, such as those in events/webhooks.');
  const { headers, body, isBase64Encoded } = request.data;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return { ...request.data, headers: { ...signStandardWebhook(bytes, given), ...unsigned(headers) } };
}

const unsigned = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^webhook-/i.test(name)));
