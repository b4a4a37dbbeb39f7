import type { Connection } from '../../../domain/records/connection.ts';

export const aConnection = (overrides: Partial<Connection> = {}): Connection => ({
  company: 'acme',
  connectionId: 'acme-erp',
  connector: 'standard',
  name: 'The ERP',
  state: 'active',
  baseUrl: 'https://erp.test',
  settings: {},
  secretName: 'orderseam/connections/acme-erp',
  catchUp: { everyMinutes: 15, overlapSeconds: 300 },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
  ...overrides,
});
