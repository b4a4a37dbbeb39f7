import { startDemoErp } from '../../local/launch/demo-erp.ts';
import { repository } from '../subject/assembly.ts';
import { startSubject, type Subject } from '../subject/subject.ts';
import { SIGNING_SECRET } from './first-events.ts';

/** What the sample events speak of: the demo company, its two connections, and its ERP. */
export async function openColdSubject(assembly: string, folder: string): Promise<Subject> {
  const erp = await startDemoErp({ root: repository, dataFolder: folder, port: 0 });
  const connections = [
    {
      connectionId: 'standard',
      connector: 'standard',
      name: 'Signed webhooks',
      credentials: { signingSecrets: [SIGNING_SECRET] },
    },
    {
      connectionId: 'bc',
      connector: 'business-central',
      name: 'Demo ERP',
      baseUrl: `${erp.url}/api/v2.0`,
      externalCompany: erp.companyId,
      settings: { localCurrency: 'EUR', tokenUrl: `${erp.url}/oauth2/token` },
      credentials: {
        clientId: 'orderseam',
        clientSecret: 'demo-erp-secret',
        clientState: 'orderseam-demo-client-state',
      },
    },
  ];
  const subject = await startSubject({ assembly, company: 'demo', sandboxes: 1, connections });
  const close = async () => {
    await subject.close();
    await erp.close();
  };
  return { ...subject, close };
}
