import * as z from 'zod';
import { entitySchema } from '../../../domain/canonical/change.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import type { Manifest } from '../../shared/erp/manifest/manifest.ts';

const memberSchema = z.object({
  name: z.string(),
  description: z.string(),
  required: z.boolean(),
  default: z.string().optional(),
});

export const connectorViewSchema = z
  .object({
    connector: z.string(),
    title: z.string(),
    description: z.string(),
    settings: z.array(memberSchema),
    credentials: z.array(memberSchema),
    resources: z.array(z.object({ name: z.string(), entity: entitySchema })),
    receivesWebhooks: z.boolean(),
    asksTheErp: z.boolean(),
    subscribes: z.boolean(),
  })
  .meta({
    id: 'Connector',
    example: {
      connector: 'standard',
      title: 'Standard Webhooks',
      description: 'Any system that posts our canonical JSON.',
      settings: [],
      credentials: [{ name: 'signingSecrets', description: 'Keys of the sender.', required: true }],
      resources: [{ name: 'debtor', entity: 'debtor' }],
      receivesWebhooks: true,
      asksTheErp: false,
      subscribes: false,
    },
  });

/** Nothing for a name without connector. */
export const connectorView = (connector: Connector | undefined): View[] =>
  connector ? [viewOf(connector.manifest)] : [];

type View = z.input<typeof connectorViewSchema>;

function viewOf(manifest: Manifest): View {
  const { name, title, description, settings, secret, resources, webhook, http, subscriptions } = manifest;
  return {
    ...{ connector: name, title, description },
    settings: Object.entries(settings).map(([member, setting]) => ({
      name: member,
      description: setting.description,
      required: setting.required,
      ...(setting.default !== undefined && { default: setting.default }),
    })),
    credentials: Object.entries(secret).map(([member, declared]) => ({
      name: member,
      description: declared.description,
      required: declared.required,
    })),
    resources: Object.entries(resources).map(([resource, { entity }]) => ({ name: resource, entity })),
    receivesWebhooks: webhook !== undefined,
    asksTheErp: http !== undefined,
    subscribes: subscriptions !== undefined,
  };
}
