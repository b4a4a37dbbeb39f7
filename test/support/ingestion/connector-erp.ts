import { resolve } from 'node:path';
import { loadConnectors } from '../../../functions/shared/erp/connectors.ts';
import { erpRuntime } from '../../../functions/shared/ingestion/erp-runtime.ts';
import type { Erp } from '../../../functions/shared/ingestion/ports.ts';

/** The real connectors, for payloads that come with their notification: whoever asks the network fails. */
export const connectorErp = (): Erp =>
  erpRuntime({
    connectors: loadConnectors(resolve('connectors')),
    secrets: { of: () => Promise.resolve({}) },
    http: { now: Date.now, send: () => Promise.reject(new Error('Nothing is fetched here.')) },
  });
