import { loadConnectors } from '../erp/connectors.ts';
import { fetchHttp } from '../erp/fetch/fetch-http.ts';
import { processBudgets, type Asking, type ProcessBudgets } from '../budgets/process-budgets.ts';
import { erpRuntime } from './erp-runtime.ts';
import type { IngestionPorts } from './ports.ts';
import { findConnection } from '../store/connections.ts';
import { openStore, type TableNames } from '../store/store.ts';
import { openArchive } from '../platform/archive.ts';
import { secretReader } from '../platform/aws/get-secret-value.ts';
import { eventPutter } from '../platform/aws/put-events.ts';
import { connectionSecrets } from '../platform/connection-secrets.ts';
import { rememberedConnections } from '../platform/connections.ts';
import { connectorsFolder } from '../platform/connectors-folder.ts';
import { eventBus } from '../platform/event-bus.ts';
import { count } from '../platform/observability.ts';
import { uuidV7 } from '../platform/uuid-v7.ts';

export interface IngestionSettings extends TableNames {
  readonly ARCHIVE_BUCKET: string;
  readonly EVENT_BUS_NAME: string;
  readonly ERP_HTTP_HOSTS: readonly string[];
}

export type IngestionWithBudgets = IngestionPorts & { readonly budgets: ProcessBudgets };

/** What turning deliveries into records needs, from a function's settings. A hand-over that reads does so with its own part of the ERP's budget. */
export function ingestionPorts(
  settings: IngestionSettings,
  asking: Asking = { purpose: 'read' },
): IngestionWithBudgets {
  const now = Date.now;
  const store = openStore(settings);
  const budgets = processBudgets(store, asking);
  return {
    store,
    budgets,
    now,
    newId: () => uuidV7(now()),
    archive: openArchive(settings.ARCHIVE_BUCKET),
    events: eventBus(eventPutter(), settings.EVENT_BUS_NAME),
    counts: { count },
    connections: rememberedConnections((connectionId) => findConnection(store, connectionId), now),
    erp: erpRuntime({
      connectors: loadConnectors(connectorsFolder()),
      secrets: connectionSecrets(secretReader(), now),
      http: fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS }),
      budgets,
    }),
  };
}
