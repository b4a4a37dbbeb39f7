import middy from '@middy/core';
import { processBudgets } from '../shared/budgets/process-budgets.ts';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { ensureSubscriptions } from '../shared/erp/fetch/ensure-subscriptions.ts';
import { fetchHttp } from '../shared/erp/fetch/fetch-http.ts';
import { openErp } from '../shared/erp/open-erp.ts';
import { secretReader } from '../shared/platform/aws/get-secret-value.ts';
import { connectionSecrets } from '../shared/platform/connection-secrets.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { count, observability } from '../shared/platform/observability.ts';
import { settled } from '../shared/platform/settled.ts';
import { openStore } from '../shared/store/store.ts';
import { ensureInputSchema, ensureSubscriptionsOf, type SubscriptionPorts } from './ensure-subscriptions.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const now = Date.now;
const store = openStore(settings);
const budgets = processBudgets(store, { purpose: 'read' });
const erp = {
  connectors: loadConnectors(connectorsFolder()),
  secrets: connectionSecrets(secretReader(), now),
  http: fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS }),
  budgets,
};
const ports: SubscriptionPorts = {
  store,
  now,
  webhookBaseUrl: settings.WEBHOOK_BASE_URL,
  counts: { count },
  async ensure(connection, notificationUrl) {
    if (!erp.connectors.get(connection.connector)?.manifest.subscriptions) return undefined;
    return ensureSubscriptions(await openErp(erp, connection), { notificationUrl, now: now() });
  },
};

export const handler = middy<unknown>()
  .use(observability())
  .use(settled(budgets))
  .handler((event) => ensureSubscriptionsOf(ports, ensureInputSchema.parse(event)));
