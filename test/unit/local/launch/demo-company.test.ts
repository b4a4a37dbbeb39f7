import { expect, it } from 'vitest';
import type { ConnectionAdmin, ConnectionState } from '../../../../local/launch/admin-client.ts';
import { connectDemoCompany } from '../../../../local/launch/demo-company.ts';

const erp = { url: 'http://127.0.0.1:4702', companyId: 'c-1' };

/** An Admin API in memory that writes down what it was asked to do. */
function anAdminApi() {
  const connections = new Map<string, ConnectionState>();
  const calls: string[] = [];
  const note = (call: string): Promise<void> => Promise.resolve(void calls.push(call));
  const admin: ConnectionAdmin = {
    connection: (id) => {
      const connection = connections.get(id);
      return Promise.resolve(connection && { etag: '"1"', connection });
    },
    create: ({ connectionId, baseUrl, settings = {} }) => {
      connections.set(connectionId, { state: 'active', settings, ...(baseUrl !== undefined && { baseUrl }) });
      return note(`create ${connectionId}`);
    },
    change: (id, _, changes) => {
      connections.set(id, { state: 'active', settings: {}, ...connections.get(id), ...changes });
      return note(`change ${id}`);
    },
    pull: (id) => note(`pull ${id}`),
  };
  return { admin, calls, connections };
}

it('the first start connects the demo company and asks the ERP for all it has', async () => {
  const { admin, calls } = anAdminApi();
  await connectDemoCompany(admin, erp);
  expect(calls).toEqual(['create standard', 'create bc', 'pull bc']);
});

it('a start at the same addresses changes nothing', async () => {
  const { admin, calls } = anAdminApi();
  await connectDemoCompany(admin, erp);
  calls.length = 0;
  await connectDemoCompany(admin, erp);
  expect(calls).toEqual([]);
});

it('after the demo ERP moved it is asked at once for what it told the old address', async () => {
  const { admin, calls, connections } = anAdminApi();
  await connectDemoCompany(admin, erp);
  calls.length = 0;
  await connectDemoCompany(admin, { ...erp, url: 'http://127.0.0.1:5000' });
  expect(calls).toEqual(['change bc', 'pull bc']);
  expect(connections.get('bc')).toEqual({
    state: 'active',
    baseUrl: 'http://127.0.0.1:5000/api/v2.0',
    settings: {
      localCurrency: 'EUR',
      revenueAccount: '4020',
      tokenUrl: 'http://127.0.0.1:5000/oauth2/token',
    },
  });
});

it('a paused connection is corrected and stays paused: a pull would be refused', async () => {
  const { admin, calls } = anAdminApi();
  await connectDemoCompany(admin, erp);
  await admin.change('bc', '"1"', { state: 'paused' });
  calls.length = 0;
  await connectDemoCompany(admin, { ...erp, url: 'http://127.0.0.1:5000' });
  expect(calls).toEqual(['change bc']);
});
