import { businessDay } from '../shared/platform/business-day.ts';
import type { FailureLog } from '../shared/platform/failure-log.ts';
import { uuidV7 } from '../shared/platform/uuid-v7.ts';
import { openLedger } from '../shared/store/ledger/ledger.ts';
import { openStore } from '../shared/store/store.ts';
import { swaggerAssets } from './docs-page/assets.ts';
import type { AdminPorts, CloudPorts, ErpPorts, SalePorts } from './ports.ts';
import type { Settings } from './settings.ts';

/**
 * The outside world of the Admin API, from the function's settings. Most requests read a table and nothing else: what the others need
 * is loaded at its first use, so that it costs nothing at the start.
 */
export function adminPorts(settings: Settings, failures: FailureLog): AdminPorts {
  const dayAt = businessDay(settings.TIME_ZONE);
  const store = openStore(settings);
  return {
    ...lateCloudPorts(async () => (await import('./cloud-ports.ts')).cloudPorts(settings, failures)),
    ...lateErpPorts(async () => (await import('./erp-ports.ts')).erpPorts(settings)),
    ...lateSalePorts(async () => (await import('./sale-ports.ts')).salePorts(settings)),
    store,
    ledger: openLedger(settings, store.tables),
    now: () => new Date(),
    newId: () => uuidV7(Date.now()),
    today: () => dayAt(Date.now()),
    readAsset: swaggerAssets(process.env.LAMBDA_TASK_ROOT ?? process.cwd()),
    webhookBaseUrl: settings.WEBHOOK_BASE_URL,
    ownHosts: settings.ERP_HTTP_HOSTS,
  };
}

function lateCloudPorts(load: () => Promise<CloudPorts>): CloudPorts {
  const cloud = once(load);
  return {
    secrets: {
      read: async (...given) => (await cloud()).secrets.read(...given),
      create: async (...given) => (await cloud()).secrets.create(...given),
      replace: async (...given) => (await cloud()).secrets.replace(...given),
      remove: async (...given) => (await cloud()).secrets.remove(...given),
    },
    queues: {
      send: async (...given) => (await cloud()).queues.send(...given),
      depths: async () => (await cloud()).queues.depths(),
      deadLetterDepths: async () => (await cloud()).queues.deadLetterDepths(),
    },
    catchUps: { start: async (...given) => (await cloud()).catchUps.start(...given) },
    comparisons: { start: async (...given) => (await cloud()).comparisons.start(...given) },
    firstLoads: { start: async (...given) => (await cloud()).firstLoads.start(...given) },
    announce: async (...given) => (await cloud()).announce(...given),
    announceDebtor: async (...given) => (await cloud()).announceDebtor(...given),
  };
}

function lateErpPorts(load: () => Promise<ErpPorts>): ErpPorts {
  const erp = once(load);
  return {
    archive: { read: async (...given) => (await erp()).archive.read(...given) },
    connectors: async () => (await erp()).connectors(),
    testConnection: async (...given) => (await erp()).testConnection(...given),
    preview: async (...given) => (await erp()).preview(...given),
    tryBody: async (...given) => (await erp()).tryBody(...given),
    rehearse: async (...given) => (await erp()).rehearse(...given),
  };
}

function lateSalePorts(load: () => Promise<SalePorts>): SalePorts {
  const sale = once(load);
  return {
    documents: {
      put: async (...given) => (await sale()).documents.put(...given),
      read: async (...given) => (await sale()).documents.read(...given),
    },
    render: async (...given) => (await sale()).render(...given),
    handOvers: { start: async (...given) => (await sale()).handOvers.start(...given) },
  };
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => (loading ??= load());
}
