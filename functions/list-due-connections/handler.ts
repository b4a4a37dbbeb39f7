import middy from '@middy/core';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { canPull } from '../shared/erp/pulled-resources.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { observability } from '../shared/platform/observability.ts';
import { openStore } from '../shared/store/store.ts';
import { listDueConnections, type DuePorts } from './list-due-connections.ts';
import { settingsSchema } from './settings.ts';

const connectors = loadConnectors(connectorsFolder());
const ports: DuePorts = {
  store: openStore(readSettings(settingsSchema)),
  now: Date.now,
  pulls: ({ connector }) => canPull(connectors.get(connector)),
};

export const handler = middy<unknown>()
  .use(observability())
  .handler(() => listDueConnections(ports));
