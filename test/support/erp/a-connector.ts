import { buildConnector, loadConnectors, type Connector } from '../../../functions/shared/erp/connectors.ts';
import { manifestSchema, type Manifest } from '../../../functions/shared/erp/manifest/manifest.ts';
import type * as z from 'zod';

type ManifestInput = z.input<typeof manifestSchema>;

const answers: NonNullable<ManifestInput['webhook']>['answers'] = {
  accepted: { status: 202 },
  unauthenticated: { status: 401 },
  malformed: { status: 400 },
  tooLarge: { status: 413 },
  overload: { status: 503, retryAfterSeconds: 30 },
  handshakeFailed: { status: 400 },
};

/** The parts of a webhook rule that a test does not speak of. */
export const aWebhook = (
  overrides: Partial<NonNullable<ManifestInput['webhook']>> = {},
): NonNullable<ManifestInput['webhook']> => ({
  authenticity: { kind: 'none' },
  answers,
  envelope: {
    kind: 'topics',
    topic: 'type',
    id: ['id'],
    data: 'data',
    topics: { changed: { resource: 'things', change: 'updated' } },
  },
  ...overrides,
});

/** A connector of an ERP that exists in tests only; its things are debtors in our own words. */
export function aConnector(
  overrides: Partial<ManifestInput> = {},
  sources: Record<string, string> = {},
): Connector {
  const manifest: Manifest = manifestSchema.parse({
    name: 'test-erp',
    title: 'Test ERP',
    description: 'For tests.',
    identity: { id: 'id', pattern: '[A-Za-z0-9-]{1,40}' },
    resources: {
      things: {
        entity: 'debtor',
        payload: 'complete',
        mapping: { kind: 'canonical', aliases: { id: 'externalId' } },
      },
    },
    ...overrides,
  });
  return buildConnector(manifest, sources);
}

/** A connector as it ships. */
export function shippedConnector(name: string): Connector {
  const connector = loadConnectors('connectors').get(name);
  if (connector === undefined) throw new Error(`There is no connector ${name}.`);
  return connector;
}
