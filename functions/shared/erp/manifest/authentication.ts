import * as z from 'zod';
import { keyEncodingSchema } from './authenticity.ts';
import { requestShape } from './resource.ts';

export const secretMember = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/);

export const outboundAuthenticationSchema = z.discriminatedUnion('kind', [
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

/** A request ahead of others whose answer opens a session: a login, or a token against forged requests. */
export const sessionSchema = z
  .strictObject({
    ...requestShape,
    token: z
      .union([z.strictObject({ path: z.string() }), z.strictObject({ header: z.string().min(1) })])
      .optional()
      .describe(
        'Where the answer holds the token. Cookies are kept with it; without a token they are the session.',
      ),
    send: z
      .record(z.string(), z.string())
      .default({})
      .describe(
        'Headers of the requests in the session: "x-csrf-token": "{session}". Headers and bodies elsewhere may name {session}, too.',
      ),
    methods: z
      .array(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']))
      .min(1)
      .optional()
      .describe('The methods that need it; without them all do.'),
    minutes: z
      .number()
      .min(2)
      .optional()
      .describe('How long it lasts; without it until the ERP says that it ended.'),
  })
  .describe(
    'Opened with the first request that needs it, one per process, and once more where an answer means "session-ended" (see "errors"); a 401 does where every method needs it.',
  );

export const signingSchema = z
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

export type OutboundAuthentication = z.infer<typeof outboundAuthenticationSchema>;
export type SessionRule = z.infer<typeof sessionSchema>;
export type SigningRule = z.infer<typeof signingSchema>;
