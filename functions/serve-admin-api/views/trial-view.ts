import * as z from 'zod';
import { entitySchema } from '../../../domain/canonical/change.ts';
import { fieldProblemSchema, trialResultSchema } from '../../shared/erp/trial/trial-result.ts';
import { instantSchema } from '../../../domain/canonical/values.ts';
import { previewOutcomeSchema } from './delivery-view.ts';

/** Files of a connector that take the place of the shipped ones. */
export const uploadedConnectorSchema = z
  .strictObject({
    manifest: z.unknown().optional().meta({ description: 'The content of `connector.json`.' }),
    mappings: z
      .record(z.string().regex(/^[a-z0-9-]+\.jsonata$/), z.string().max(1_000_000))
      .optional()
      .meta({ description: 'Sources by file name; the others are the shipped ones.' }),
  })
  .meta({
    id: 'UploadedConnector',
    example: { mappings: { 'customer.jsonata': '{ "externalId": id, "name": displayName }' } },
  });
export type UploadedConnector = z.output<typeof uploadedConnectorSchema>;

const texts = z.record(z.string().max(200), z.string().max(8_192));

export const trialRequestSchema = z
  .strictObject({
    body: z
      .string()
      .optional()
      .meta({ description: 'The exact text of a webhook, or with `as` of a record.' }),
    bodyBase64: z.base64().optional().meta({ description: 'The same as bytes, for other encodings.' }),
    headers: texts.optional().meta({
      description: 'As delivered. With headers, query or path, authenticity is judged; without, it is not.',
    }),
    query: texts.optional(),
    path: z
      .string()
      .max(2_000)
      .optional()
      .meta({ description: 'Where it was posted to, for senders that prove themselves by the address.' }),
    receivedAt: instantSchema
      .optional()
      .meta({ description: 'When it came, for signatures that end; now without it.' }),
    as: entitySchema
      .optional()
      .meta({ description: 'The body is a record, or a page of records, as fetched from the ERP.' }),
    resource: z.string().max(200).optional().meta({ description: 'The ERP’s record type, with `as`.' }),
    fetch: z
      .boolean()
      .default(false)
      .meta({ description: 'Read records that are only named from the ERP; nothing is written there.' }),
    connector: uploadedConnectorSchema.optional(),
  })
  .refine((given) => (given.body === undefined) !== (given.bodyBase64 === undefined), {
    message: 'give either body or bodyBase64',
    path: ['body'],
  })
  .transform(({ body, bodyBase64, ...given }) => ({
    ...given,
    bytes: body === undefined ? Buffer.from(bodyBase64 ?? '', 'base64') : Buffer.from(body),
  }))
  .meta({
    id: 'TrialRequest',
    example: {
      body: '{"type":"debtor.updated","timestamp":"2026-01-31T09:30:00Z","data":{"id":"d-1","name":"Musterbau"}}',
    },
  });
export type TrialRequest = z.output<typeof trialRequestSchema>;

const fieldDifferenceSchema = z.object({
  field: z.string(),
  stored: z.unknown().optional(),
  mapped: z.unknown().optional(),
});

const recordDifferenceSchema = z
  .object({
    entity: entitySchema,
    externalId: z.string(),
    recordId: z.string().optional(),
    state: z.enum(['new', 'unchanged', 'changed', 'deleted']),
    outcome: previewOutcomeSchema.meta({ description: 'What would become of it.' }),
    reason: z.string().optional(),
    fields: z.array(fieldDifferenceSchema),
  })
  .meta({
    id: 'RecordDifference',
    example: {
      ...{ entity: 'debtor', externalId: 'd-1', state: 'changed', outcome: 'applied' },
      fields: [{ field: 'name', stored: 'Muster', mapped: 'Musterbau' }],
    },
  });
export type RecordDifference = z.input<typeof recordDifferenceSchema>;

export const trialAnswerSchema = trialResultSchema
  .extend({
    authentic: z
      .boolean()
      .nullable()
      .meta({ description: 'Null: not judged. False: the delivery would be refused; nothing else is said.' }),
    reason: z.string().optional(),
    differences: z
      .array(recordDifferenceSchema)
      .meta({ description: 'Each mapped record against what is stored; the first fifty.' }),
    problems: z.array(fieldProblemSchema),
  })
  .meta({
    id: 'Trial',
    example: {
      ...{ authentic: null, ignored: [], refused: [], forPeople: [], problems: [] },
      changes: [{ entity: 'debtor', externalId: 'd-1', change: 'updated', resource: 'debtors' }],
      requests: [{ method: 'GET', path: 'debtors/d-1', headers: { authorization: 'Bearer {token}' } }],
      records: [{ entity: 'debtor', externalId: 'd-1', change: 0, outcome: 'mapped', canonical: 0 }],
      canonical: [{ externalId: 'd-1', name: 'Musterbau' }],
      differences: [
        {
          ...{ entity: 'debtor', externalId: 'd-1', state: 'changed', outcome: 'applied' },
          fields: [{ field: 'name', stored: 'Muster', mapped: 'Musterbau' }],
        },
      ],
    },
  });
export type TrialAnswer = z.input<typeof trialAnswerSchema>;
