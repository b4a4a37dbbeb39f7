import type { StandardInvoices } from '../load/plan.ts';
import type { Flow, FlowOptions, Loads } from './flow.ts';
import { startSubject } from './subject.ts';

const SIGNING_SECRET = 'whsec_b3JkZXJzZWFtLWJlbmNoLXNpZ25pbmctc2VjcmV0LTAx';
const CONNECTION = 'bench-standard';
const WARM_UP = 400;

/** Signed webhooks with the whole invoice in them. */
export async function openStandardFlow(options: FlowOptions): Promise<Flow> {
  const { cloud, webhookUrl, close } = await startSubject({
    ...options,
    connections: [
      {
        connectionId: CONNECTION,
        connector: 'standard',
        name: 'Benchmark',
        credentials: { signingSecrets: [SIGNING_SECRET] },
      },
    ],
  });
  return { cloud, close, url: webhookUrl(CONNECTION), loads: loadsOf(options) };
}

function loadsOf({ count, lines }: FlowOptions): Loads {
  const invoices = (run: string, many: number): StandardInvoices => ({
    kind: 'standard',
    secret: SIGNING_SECRET,
    run,
    count: many,
    lines,
  });
  return { warmUp: invoices('w', WARM_UP), full: invoices('f', count), half: invoices('h', count) };
}
