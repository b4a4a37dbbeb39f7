import type { Route } from '../../shared/http/route.ts';
import type { AdminPorts } from '../ports.ts';
import { accountRoutes } from './accounts.ts';
import { agreementRoutes } from './agreements.ts';
import { companySettingsRoutes } from './company-settings.ts';
import { comparisonRoutes } from './comparisons.ts';
import { connectionRoutes } from './connections.ts';
import { connectorRoutes } from './connectors.ts';
import { contactRoutes } from './contacts.ts';
import { couplingRoutes } from './couplings.ts';
import { debtorRoutes } from './debtors.ts';
import { deliveryRoutes } from './deliveries.ts';
import { firstLoadRoutes } from './first-loads.ts';
import { healthRoutes } from './health.ts';
import { invoiceCheckRoutes } from './invoice-checks.ts';
import { invoiceDocumentRoutes } from './invoice-document.ts';
import { invoiceRoutes } from './invoices.ts';
import { ledgerRoutes } from './ledger.ts';
import { opportunityRoutes } from './opportunities.ts';
import { opportunityQuoteRoutes } from './opportunity-quotes.ts';
import { orderInvoiceRoutes } from './order-invoices.ts';
import { orderRoutes } from './orders.ts';
import { parkedRoutes } from './parked.ts';
import { priceAgreementRoutes } from './price-agreements.ts';
import { productRoutes } from './products.ts';
import { projectRoutes } from './projects.ts';
import { quoteActionRoutes } from './quote-actions.ts';
import { quoteRoutes } from './quotes.ts';
import { settlingRoutes } from './settling.ts';
import { systemRoutes } from './system.ts';
import { trialRoutes } from './trials.ts';

/** Every route of the Admin API, in the order of the documentation. */
export const adminRoutes: readonly Route<AdminPorts>[] = [
  ...accountRoutes,
  ...contactRoutes,
  ...debtorRoutes,
  ...couplingRoutes,
  ...productRoutes,
  ...priceAgreementRoutes,
  ...opportunityRoutes,
  ...opportunityQuoteRoutes,
  ...quoteRoutes,
  ...quoteActionRoutes,
  ...orderRoutes,
  ...orderInvoiceRoutes,
  ...agreementRoutes,
  ...projectRoutes,
  ...invoiceRoutes,
  ...invoiceDocumentRoutes,
  ...invoiceCheckRoutes,
  ...ledgerRoutes,
  ...deliveryRoutes,
  ...settlingRoutes,
  ...parkedRoutes,
  ...companySettingsRoutes,
  ...connectionRoutes,
  ...comparisonRoutes,
  ...firstLoadRoutes,
  ...trialRoutes,
  ...connectorRoutes,
  ...healthRoutes,
  ...systemRoutes(() => adminRoutes),
];
