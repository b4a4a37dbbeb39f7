import type { Route } from '../../shared/http/route.ts';
import type { AdminPorts } from '../ports.ts';

type Routes = readonly Route<AdminPorts>[];
type Load = () => Promise<Routes>;

/** Where to find the routes by the first part of their path; what is not named here is found among all. */
const groups: Readonly<Record<string, Load>> = {
  accounts: once(async () => (await import('./accounts.ts')).accountRoutes),
  agreements: once(async () => (await import('./agreements.ts')).agreementRoutes),
  'company-settings': once(async () => (await import('./company-settings.ts')).companySettingsRoutes),
  connections: once(async () => [
    ...(await import('./connections.ts')).connectionRoutes,
    ...(await import('./comparisons.ts')).comparisonRoutes,
    ...(await import('./trials.ts')).trialRoutes,
    ...(await import('./first-loads.ts')).firstLoadRoutes,
  ]),
  connectors: once(async () => (await import('./connectors.ts')).connectorRoutes),
  contacts: once(async () => (await import('./contacts.ts')).contactRoutes),
  couplings: once(async () => (await import('./couplings.ts')).couplingRoutes),
  debtors: once(async () => (await import('./debtors.ts')).debtorRoutes),
  deliveries: once(async () => [
    ...(await import('./deliveries.ts')).deliveryRoutes,
    ...(await import('./settling.ts')).settlingRoutes,
  ]),
  invoices: once(async () => [
    ...(await import('./invoices.ts')).invoiceRoutes,
    ...(await import('./invoice-document.ts')).invoiceDocumentRoutes,
  ]),
  'invoice-series': once(async () => (await import('./invoice-checks.ts')).invoiceCheckRoutes),
  'invoice-totals': once(async () => (await import('./invoice-checks.ts')).invoiceCheckRoutes),
  ledger: once(async () => (await import('./ledger.ts')).ledgerRoutes),
  opportunities: once(async () => [
    ...(await import('./opportunities.ts')).opportunityRoutes,
    ...(await import('./opportunity-quotes.ts')).opportunityQuoteRoutes,
  ]),
  orders: once(async () => [
    ...(await import('./orders.ts')).orderRoutes,
    ...(await import('./order-invoices.ts')).orderInvoiceRoutes,
  ]),
  parked: once(async () => (await import('./parked.ts')).parkedRoutes),
  pipeline: once(async () => (await import('./opportunities.ts')).opportunityRoutes),
  'price-agreements': once(async () => (await import('./price-agreements.ts')).priceAgreementRoutes),
  products: once(async () => (await import('./products.ts')).productRoutes),
  projects: once(async () => (await import('./projects.ts')).projectRoutes),
  quotes: once(async () => [
    ...(await import('./quotes.ts')).quoteRoutes,
    ...(await import('./quote-actions.ts')).quoteActionRoutes,
  ]),
};

const all = once(async () => (await import('./index.ts')).adminRoutes);

/** The routes a path may belong to, loaded when they are first asked for: however many there are, a start waits for one group of them. */
export function lateRoutes(path: string): Promise<Routes> {
  const [, group = ''] = path.split('/');
  const load = Object.hasOwn(groups, group) ? groups[group] : undefined;
  return (load ?? all)();
}

/** The parts of paths that have a group of their own. */
export const routeGroups: readonly string[] = Object.keys(groups);

function once(load: Load): Load {
  let loading: Promise<Routes> | undefined;
  return () => (loading ??= load());
}
