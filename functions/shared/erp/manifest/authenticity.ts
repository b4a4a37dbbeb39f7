import * as z from 'zod';

const header = z.string().regex(/^[a-z0-9-]+$/, 'must be a header name in lower case');
const secretMember = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9]*$/)
  .describe('Name of the member in the connection’s secret.');

export const keyEncodingSchema = z
  .enum(['text', 'base64', 'hex', 'whsec'])
  .default('text')
  .describe('How the secret becomes the key. "whsec": base64 after an optional prefix "whsec_".');

/** How the sender marks when it signed; both directions are checked. */
const timestampSchema = z.strictObject({
  header,
  unit: z.enum(['seconds', 'milliseconds']).default('seconds'),
  toleranceSeconds: z
    .number()
    .int()
    .positive()
    .describe('Accepted difference to our clock, past and future.'),
});

/** Where signatures stand in the header and how they are written. */
const signatureShape = {
  header: header.describe('The header that carries the signature or a list of them.'),
  encoding: z.enum(['base64', 'base64url', 'hex']).default('base64'),
  prefix: z
    .string()
    .default('')
    .describe('Text before each signature, such as "sha256=" or "v1,". Others are skipped.'),
  separator: z
    .string()
    .optional()
    .describe('Splits a list of signatures; without it the header is one signature.'),
  signed: z
    .string()
    .default('{body}')
    .describe('What is signed: {body} is the raw body, {header:name} a header, {path} the request path.'),
  timestamp: timestampSchema.optional(),
};

const hmacSchema = z.strictObject({
  kind: z.literal('hmac'),
  ...signatureShape,
  hash: z.enum(['sha1', 'sha256', 'sha384', 'sha512']).default('sha256'),
  secret: secretMember,
  key: keyEncodingSchema,
});

const publicKeySchema = z.strictObject({
  kind: z.literal('public-key'),
  ...signatureShape,
  algorithm: z.enum(['rsa-sha256', 'rsa-sha512', 'ed25519']),
  secret: secretMember.describe('Member that holds the public key (PEM; for ed25519 also "whpk_" + base64).'),
});

const sharedValueSchema = z.discriminatedUnion('at', [
  z.strictObject({
    kind: z.literal('shared-value'),
    at: z.literal('entry'),
    entries: z
      .string()
      .describe('Path of the list of entries in the body; empty: the body is the only entry.'),
    field: z
      .string()
      .min(1)
      .describe('Path of the shared value inside an entry. A wrong one refuses that entry only.'),
    secret: secretMember,
  }),
  z.strictObject({
    kind: z.literal('shared-value'),
    at: z.literal('header'),
    name: header,
    secret: secretMember,
  }),
  z.strictObject({
    kind: z.literal('shared-value'),
    at: z.literal('query'),
    name: z.string().min(1),
    secret: secretMember,
  }),
  z.strictObject({
    kind: z.literal('shared-value'),
    at: z.literal('path'),
    secret: secretMember.describe('Compared with the last segment of the request path.'),
  }),
]);

/** What a request proves as a whole. */
const proofs = [
  hmacSchema,
  publicKeySchema,
  sharedValueSchema,
  z.strictObject({ kind: z.literal('basic'), user: secretMember, password: secretMember }),
  z.strictObject({ kind: z.literal('bearer'), secret: secretMember }),
] as const;
const provenRequestSchema = z.union(proofs);

export const authenticitySchema = z.union([
  ...proofs,
  z
    .strictObject({
      kind: z.literal('any-of'),
      rules: z
        .array(provenRequestSchema)
        .min(2)
        .refine((rules) => rules.every((rule) => rule.kind !== 'shared-value' || rule.at !== 'entry'), {
          error: 'what stands in the entries cannot be one of several proofs',
        }),
    })
    .describe(
      'Where the ERP leaves the kind to its administrator: what the connection has no secret for does not count.',
    ),
  z
    .strictObject({ kind: z.literal('none') })
    .describe('Only for senders that cannot do better: payloads are hints to fetch.'),
]);

export type Authenticity = z.infer<typeof authenticitySchema>;
export type ProvenRequest = z.infer<typeof provenRequestSchema>;
export type HmacRule = z.infer<typeof hmacSchema>;
export type PublicKeyRule = z.infer<typeof publicKeySchema>;
export type SignatureRule = HmacRule | PublicKeyRule;
export type SharedValueRule = z.infer<typeof sharedValueSchema>;
