import middy from '@middy/core';
import { readSettings } from '../shared/platform/environment.ts';
import { count, observability } from '../shared/platform/observability.ts';
import { openLedger } from '../shared/store/ledger/ledger.ts';
import { readLedgerState } from '../shared/store/ledger/read.ts';
import { openStore } from '../shared/store/store.ts';
import { listOpenHandOvers, type SweepPorts } from './list-open-hand-overs.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const ledger = openLedger(settings);
const ports: SweepPorts = {
  store: openStore(settings),
  ledger: { read: (company, key) => readLedgerState(ledger, company, key) },
  counts: { count },
  now: Date.now,
};

export const handler = middy<unknown>()
  .use(observability())
  .handler(() => listOpenHandOvers(ports));
