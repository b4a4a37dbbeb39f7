import type { Route } from '../../shared/http/route.ts';
import type { AdminPorts } from '../ports.ts';
import { accountRoutes } from './accounts.ts';
import { comparisonRoutes } from './comparisons.ts';
import { connectionRoutes } from './connections.ts';
import { connectorRoutes } from './connectors.ts';
import { contactRoutes } from './contacts.ts';
import { couplingRoutes } from './couplings.ts';
import { debtorRoutes } from './debtors.ts';
import { deliveryRoutes } from './deliveries.ts';
import { healthRoutes } from './health.ts';
import { invoiceCheckRoutes } from './invoice-checks.ts';
import { invoiceRoutes } from './invoices.ts';
import { parkedRoutes } from './parked.ts';
import { productRoutes } from './products.ts';
import { settlingRoutes } from './settling.ts';
import { systemRoutes } from './system.ts';

/** Every route of the Admin API, in the order of the documentation. */
export const adminRoutes: readonly Route<AdminPorts>[] = [
  ...accountRoutes,
  ...contactRoutes,
  ...debtorRoutes,
  ...couplingRoutes,
  ...productRoutes,
  ...invoiceRoutes,
  ...invoiceCheckRoutes,
  ...deliveryRoutes,
  ...settlingRoutes,
  ...parkedRoutes,
  ...connectionRoutes,
  ...comparisonRoutes,
  ...connectorRoutes,
  ...healthRoutes,
  ...systemRoutes(() => adminRoutes),
];
