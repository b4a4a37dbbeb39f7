import * as z from 'zod';
import { startDemoErp, type DemoErpProcess } from '../../local/launch/demo-erp.ts';
import type { Pointers } from '../load/plan.ts';
import { repository } from './assembly.ts';
import type { Flow, FlowOptions, Loads } from './flow.ts';
import { startSubject } from './subject.ts';

const CLIENT_STATE = 'orderseam-bench-client-state';
const CONNECTION = 'bench-bc';
const credentials = { clientId: 'orderseam', clientSecret: 'demo-erp-secret', clientState: CLIENT_STATE };

/** Notifications that name an invoice of the demo ERP, which is a process of its own: token, fetch and mapping by expressions. */
export async function openBusinessCentralFlow(options: FlowOptions): Promise<Flow> {
  const erp = await startDemoErp({ root: repository, dataFolder: options.dataFolder, port: 0 });
  const { cloud, webhookUrl, close } = await startSubject({ ...options, connections: [connectionTo(erp)] });
  return {
    cloud,
    url: webhookUrl(CONNECTION),
    loads: loadsOf(await invoicesOf(erp), erp, options),
    close: async () => {
      await close();
      await erp.close();
    },
  };
}

const connectionTo = ({ url, companyId }: DemoErpProcess) => ({
  connectionId: CONNECTION,
  connector: 'business-central',
  name: 'Benchmark',
  baseUrl: `${url}/api/v2.0`,
  externalCompany: companyId,
  settings: { localCurrency: 'EUR', tokenUrl: `${url}/oauth2/token` },
  credentials,
});

const tokenSchema = z.object({ access_token: z.string() });
const invoicesSchema = z.object({ value: z.array(z.object({ id: z.string(), status: z.string() })) });

/** The posted invoices of the demo company, as many as it has. */
async function invoicesOf({ url, companyId }: DemoErpProcess): Promise<string[]> {
  const { clientId, clientSecret } = credentials;
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const token = await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(grant) });
  const { access_token } = tokenSchema.parse(await token.json());
  const answer = await fetch(`${url}/api/v2.0/companies(${companyId})/salesInvoices?$top=20000`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  const { value } = invoicesSchema.parse(await answer.json());
  return value.filter(({ status }) => status !== 'Draft').map(({ id }) => id);
}

/** A tenth warms up; the rest is sent in two halves. */
function loadsOf(invoices: readonly string[], { companyId }: DemoErpProcess, { count }: FlowOptions): Loads {
  const tenth = Math.ceil(invoices.length / 10);
  const each = Math.min(count, Math.floor((invoices.length - tenth) / 2));
  const pointers = (start: number, many: number): Pointers => ({
    kind: 'pointers',
    clientState: CLIENT_STATE,
    resources: invoices
      .slice(start, start + many)
      .map((id) => `api/v2.0/companies(${companyId})/salesInvoices(${id})`),
  });
  return { warmUp: pointers(0, tenth), full: pointers(tenth, each), half: pointers(tenth + each, each) };
}
