import * as z from 'zod';
import { changeSchema } from '../../../../domain/canonical/change.ts';
import { authenticitySchema } from './authenticity.ts';

const changeKindSchema = changeSchema.shape.change;

const headerName = z.string().regex(/^[a-z0-9-]+$/, 'must be a header name in lower case');

const handshakeSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('echo-query'),
      parameter: z.string().min(1),
      methods: z
        .array(z.enum(['GET', 'POST', 'OPTIONS']))
        .min(1)
        .default(['GET', 'POST']),
    })
    .describe('The sender proves the address by a query value that is answered as plain text.'),
  z
    .strictObject({
      kind: z.literal('echo-header'),
      header: headerName.describe('Header of the request that is answered.'),
      answerHeader: headerName.describe('Header of the answer that carries the value.'),
      methods: z
        .array(z.enum(['GET', 'POST', 'OPTIONS']))
        .min(1)
        .default(['OPTIONS']),
      headers: z
        .record(headerName, z.string())
        .default({})
        .describe('Further headers of the answer, such as the rate that is allowed.'),
    })
    .describe('As CloudEvents: a validation request whose header is answered by a header.'),
  z
    .strictObject({ kind: z.literal('signed-probe') })
    .describe(
      'A probe without entries: answered by the policy according to its signature, good or bad, and not stored.',
    ),
]);

const answerSchema = z.strictObject({
  status: z.number().int().min(200).max(599),
  body: z.string().default(''),
  retryAfterSeconds: z.number().int().positive().optional(),
});

/** What the sender is told; the wrong code can cost the subscription, so it belongs to the connector. */
export const answersSchema = z.strictObject({
  accepted: answerSchema,
  unauthenticated: answerSchema,
  malformed: answerSchema,
  tooLarge: answerSchema,
  overload: answerSchema,
  handshakeFailed: answerSchema,
});

const entries = z.string().default('').describe('Path of the list of entries; empty: the body is one entry.');

/** Paths that every kind of envelope may name: in the entry, or around it as {header:name} and {body:path}. */
const entryShape = {
  entries,
  at: z.string().optional().describe('Path of the time of the change.'),
  atFormat: z
    .enum(['iso', 'epoch-seconds', 'epoch-milliseconds'])
    .default('iso')
    .describe('"iso": with offset, or in the zone of "values".'),
  version: z
    .string()
    .optional()
    .describe('Path of the record’s version; of a deletion it is the only place for it.'),
  sequence: z.string().optional().describe('Path of a counter that orders changes of the same record.'),
  company: z.string().optional().describe('Path of the ERP’s own company, compared with the connection’s.'),
  data: z
    .string()
    .optional()
    .describe('Path of the payload; without it the notification is a pointer to fetch.'),
};

const topicSchema = z.union([
  z.strictObject({ resource: z.string(), change: changeKindSchema }),
  z
    .strictObject({ park: z.string().min(1).max(500) })
    .describe('No change of a record, but people have to know: what happened and what to do, as sentences.'),
]);

/** How a body announces changes: by a topic, by an address of the changed record, or by an expression per entry. */
export const envelopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('topics'),
    ...entryShape,
    topic: z.string().min(1).describe('Path of the topic.'),
    topics: z.record(z.string(), topicSchema),
    ignoredTopics: z.array(z.string()).default([]).describe('Known topics that are ignored on purpose.'),
    id: z
      .array(z.string().min(1))
      .min(1)
      .describe('Paths of the record’s immutable id; the first that holds a text.'),
  }),
  z.strictObject({
    kind: z.literal('pointers'),
    ...entryShape,
    pointer: z.string().min(1).describe('Path of the address. It is only read, never requested.'),
    pattern: z
      .string()
      .describe(
        'Pattern of the address with the named groups resource, id, company and since (a collection’s start).',
      ),
    change: z.string().min(1).describe('Path of the kind of change.'),
    changes: z.record(z.string(), changeKindSchema),
    ignoredResources: z.array(z.string()).default([]),
  }),
  z.strictObject({
    kind: z.literal('expression'),
    entries,
    file: z
      .string()
      .regex(/^[a-z0-9-]+\.jsonata$/)
      .describe(
        'Maps one entry to { resource, externalId, change, version, at, sequence, since, company, data }, { ignore: reason } or { park: what people have to know }; or to a list of them, where one entry announces several changes. $body is the whole body, $index the place of the entry.',
      ),
    headers: z
      .array(headerName)
      .default([])
      .describe(
        'Headers that the expression reads, as $headers; no secrets: they are kept with the delivery.',
      ),
  }),
]);

export const webhookSchema = z.strictObject({
  maxBytes: z.number().int().positive().max(10_485_760).default(10_485_760),
  authenticity: authenticitySchema,
  handshake: handshakeSchema.optional(),
  answers: answersSchema,
  envelope: envelopeSchema,
  byHand: z
    .array(z.strictObject({ name: z.string().min(1), text: z.string().min(1) }))
    .default([])
    .describe(
      'The webhooks that a person has to make in the ERP, each with what to enter; shown with the connection.',
    ),
});

export type Webhook = z.infer<typeof webhookSchema>;
export type Envelope = z.infer<typeof envelopeSchema>;
export type TopicEnvelope = Extract<Envelope, { kind: 'topics' }>;
export type PointerEnvelope = Extract<Envelope, { kind: 'pointers' }>;
export type ExpressionEnvelope = Extract<Envelope, { kind: 'expression' }>;
export type Handshake = z.infer<typeof handshakeSchema>;
export type AnswerName = keyof z.infer<typeof answersSchema>;
