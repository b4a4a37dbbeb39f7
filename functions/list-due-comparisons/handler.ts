import middy from '@middy/core';
import { comparedEntitySchema } from '../../domain/comparison/comparison.ts';
import { comparedResources } from '../shared/erp/compared-resources.ts';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { observability } from '../shared/platform/observability.ts';
import { openStore } from '../shared/store/store.ts';
import { dueInputSchema, listDueComparisons, type DuePorts } from './list-due-comparisons.ts';
import { settingsSchema } from './settings.ts';

const connectors = loadConnectors(connectorsFolder());
const ports: DuePorts = {
  store: openStore(readSettings(settingsSchema)),
  now: Date.now,
  compared: ({ connector: name }) => {
    const connector = connectors.get(name);
    return comparedEntitySchema.options.filter(
      (entity) => connector !== undefined && comparedResources(connector, entity).length > 0,
    );
  },
};

export const handler = middy<unknown>()
  .use(observability())
  .handler((event) => listDueComparisons(ports, dueInputSchema.parse(event)));
