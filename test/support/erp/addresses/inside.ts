import type { ErpAccess } from '../../../../functions/shared/erp/fetch/erp-access.ts';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import { aConnector } from '../a-connector.ts';
import { access } from '../scripted-erp.ts';
import type { TwoHosts } from './two-hosts.ts';

const manifest = {
  identity: { id: 'id', pattern: '[^]*' },
  settings: { tokenUrl: { description: 'Token address.' } },
  http: {
    authentication: { kind: 'none' },
    paging: { kind: 'next-link', path: '@odata\\.nextLink' },
    timeoutSeconds: 5,
    test: { path: 'me' },
  },
  resources: {
    customers: {
      entity: 'debtor',
      payload: 'complete',
      mapping: { kind: 'canonical' },
      fetch: { path: 'companies({company})/customers/{id}' },
      pull: {
        path: 'companies({company})/customers',
        records: 'value',
        since: {},
        modified: 'modified',
      },
    },
  },
} as const;
/** An ERP of companies, whose ids may be anything: the addresses have to hold on their own. */
export const connector = aConnector(manifest);
/** The same ERP, were its next pages linked by a header. */
export const linking = aConnector({
  ...manifest,
  http: { ...manifest.http, paging: { kind: 'next-link', header: 'link' } },
});

/** The connection to the ERP inside, by the production way to it. */
export const insideOf = (hosts: TwoHosts, connection: Partial<ErpAccess['connection']> = {}): ErpAccess =>
  access(connector, fetchHttp({ plainHosts: [hosts.inside] }), {
    connection: { baseUrl: `http://${hosts.inside}/api/v2.0`, externalCompany: 'c-1', ...connection },
  });

/** A company as Business Central names it. */
export const aCompany = '5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11';
