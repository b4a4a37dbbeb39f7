import type { ConnectionAdmin, NewConnection } from './admin-client.ts';

/** The company that development tokens are for. */
export const DEMO_COMPANY = 'demo';

/** Known to everyone and worth nothing: it signs webhooks for the demo company only. */
export const DEMO_SIGNING_SECRET = 'whsec_b3JkZXJzZWFtLWRlbW8tc2lnbmluZy1zZWNyZXQtMDAx';

export interface DemoErpAddress {
  readonly url: string;
  readonly companyId: string;
}

/** Connects the demo company once; later starts only correct what moved, such as the demo ERP's port. */
export async function connectDemoCompany(admin: ConnectionAdmin, erp: DemoErpAddress): Promise<void> {
  for (const wanted of demoConnections(erp)) await ensureConnection(admin, wanted);
}

async function ensureConnection(admin: ConnectionAdmin, wanted: NewConnection): Promise<void> {
  const { connectionId, baseUrl, settings } = wanted;
  const found = await admin.connection(connectionId);
  if (!found) return create(admin, wanted);
  if (baseUrl === undefined || found.connection.baseUrl === baseUrl) return;
  const moved = { baseUrl, settings: { ...found.connection.settings, ...settings } };
  await admin.change(connectionId, found.etag, moved);
  // What the ERP told the old address is lost to us; only asking brings it back before the next catch-up.
  if (found.connection.state === 'active') await admin.pull(connectionId);
}

async function create(admin: ConnectionAdmin, wanted: NewConnection): Promise<void> {
  await admin.create(wanted);
  if (wanted.baseUrl !== undefined) await admin.pull(wanted.connectionId);
}

function demoConnections({ url, companyId }: DemoErpAddress): NewConnection[] {
  return [
    {
      connectionId: 'standard',
      connector: 'standard',
      name: 'Signed webhooks with our own JSON',
      credentials: { signingSecrets: [DEMO_SIGNING_SECRET] },
    },
    {
      connectionId: 'bc',
      connector: 'business-central',
      name: 'Demo ERP',
      baseUrl: `${url}/api/v2.0`,
      externalCompany: companyId,
      settings: {
        localCurrency: 'EUR',
        tokenUrl: `${url}/oauth2/token`,
        // What is sold without a product of the catalogue.
        revenueAccount: '4020',
      },
      credentials: {
        clientId: 'orderseam',
        clientSecret: 'demo-erp-secret',
        clientState: 'orderseam-demo-client-state',
      },
    },
  ];
}
