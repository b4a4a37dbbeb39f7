import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  connectionProgressSchema,
  connectionSchema,
  type Connection,
} from '../../../domain/records/connection.ts';
import { budgetStateSchema } from '../../../domain/budget/budget-state.ts';
import { instantSchema } from '../../../domain/canonical/values.ts';
import { connectionIdSchema } from '../../../domain/records/record-parts.ts';
import { OWN_CONNECTION } from '../../shared/store/record-ids.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { keptBackSchema } from './parked-view.ts';
import { without } from './without.ts';

/** A connection's secret: members by name, a list where several values are valid during a rotation. */
export const credentialsSchema = z
  .record(
    z.string().max(100),
    z.union([z.string().min(1).max(10_000), z.array(z.string().min(1).max(10_000)).min(1).max(5)]),
  )
  .meta({ description: 'Kept in the secret store and never given back.' });
export type Credentials = z.infer<typeof credentialsSchema>;

const settingsSchema = connectionSchema.shape.settings;
const catchUpSchema = z.strictObject(connectionSchema.shape.catchUp.shape);
const { connector, name, baseUrl } = connectionSchema.shape;
const externalCompany = z.string().min(1).max(200);

const example = {
  connectionId: exampleIds.connection,
  connector: 'business-central',
  name: 'ACME Business Central',
  baseUrl: 'https://api.businesscentral.dynamics.com/v2.0/tenant/production/api/v2.0',
  externalCompany: '5d115c9c-44e3-ea11-bb43-000d3a2feca1',
  settings: { localCurrency: 'EUR' },
};

export const newConnectionSchema = z
  .strictObject({
    connectionId: connectionIdSchema
      .refine((id) => id !== OWN_CONNECTION, 'stands for invoices made without an ERP; choose another')
      .optional()
      .meta({ description: 'Part of the webhook address; made up without it.' }),
    connector,
    name,
    baseUrl: baseUrl
      .optional()
      .meta({ description: 'Where the ERP answers; needed where the connector asks it.' }),
    externalCompany: externalCompany.optional(),
    settings: settingsSchema.optional(),
    credentials: credentialsSchema.optional(),
    catchUp: catchUpSchema.optional(),
  })
  .meta({
    id: 'NewConnection',
    example: { ...example, credentials: { clientId: 'app', clientSecret: '…', clientState: '…' } },
  });
export type NewConnection = z.infer<typeof newConnectionSchema>;

/** Absent leaves a field as it is; settings are replaced as a whole. */
export const connectionChangeSchema = z
  .strictObject({
    name,
    baseUrl,
    externalCompany: externalCompany.nullable(),
    settings: settingsSchema,
    catchUp: catchUpSchema,
  })
  .partial()
  .meta({ id: 'ConnectionChange', example: { catchUp: { everyMinutes: 15, overlapSeconds: 300 } } });
export type ConnectionChange = z.infer<typeof connectionChangeSchema>;

export const rotationSchema = z.strictObject({ credentials: credentialsSchema }).meta({
  id: 'CredentialsRotation',
  example: { credentials: { signingSecrets: ['whsec_new', 'whsec_old'] } },
});

const exampleConnection = {
  ...example,
  state: 'active' as const,
  catchUp: { everyMinutes: 15, overlapSeconds: 300 },
  webhookUrl: `https://hooks.example/hooks/${exampleIds.connection}`,
  createdAt: exampleInstant,
  updatedAt: exampleInstant,
  version: 1,
};

export const connectionViewSchema = connectionSchema
  .omit({ company: true, secretName: true })
  .extend({
    baseUrl: baseUrl.optional().meta({ description: 'Missing where the connector only receives.' }),
    webhookUrl: z.url(),
  })
  .meta({
    id: 'Connection',
    example: exampleConnection,
  });

export const resumedConnectionSchema = connectionViewSchema.extend({ keptBack: keptBackSchema }).meta({
  id: 'ResumedConnection',
  example: { ...exampleConnection, keptBack: { count: 0, isMore: false } },
});

/** With what machines noted: how far catch-ups came, which subscriptions the ERP has, and whether webhooks come. */
export const connectionDetailSchema = connectionViewSchema
  .extend(connectionProgressSchema.omit({ connectionId: true }).shape)
  .extend({
    lastWebhookAt: instantSchema
      .optional()
      .meta({ description: 'When the last webhook came, to some minutes.' }),
    budget: budgetStateSchema
      .optional()
      .meta({ description: 'How much of the limits of the ERP is used; missing where it is never asked.' }),
    webhooksByHand: z.array(z.object({ name: z.string(), text: z.string() })).meta({
      description: 'The webhooks that a person has to make in the ERP, because it takes none by API.',
    }),
  })
  .meta({ id: 'ConnectionDetail' });

export function connectionView(
  connection: Connection,
  webhookBaseUrl: string,
): z.input<typeof connectionViewSchema> {
  const webhookUrl = `${webhookBaseUrl.replace(/\/$/, '')}/hooks/${connection.connectionId}`;
  return { ...without(connection, 'company', 'secretName'), webhookUrl };
}

/** What machines noted changes without the connection's version; the ETag says so behind a dot. */
export function detailTag(connection: Connection, ...noted: readonly unknown[]): string {
  const tag = createHash('sha256').update(JSON.stringify(noted)).digest('base64url').slice(0, 8);
  return `${connection.version}.${tag}`;
}
