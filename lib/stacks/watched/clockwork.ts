import type { Watch } from '../../constructs/watch.ts';
import type { CatchUpStack } from '../catch-up-stack.ts';
import type { Comparisons } from '../comparisons.ts';
import type { Watched } from './watched.ts';

export function watchClockwork(watch: Watch, { catchUp }: Watched): void {
  watch.section('Catch-up and subscriptions');
  watch.stateMachine('catch-up-connection', catchUp.catchUpConnection);
  watch.stateMachine('start-catch-ups', catchUp.startCatchUps);
  watch.failedCalls('Failed scheduled calls', catchUp.failedCalls);
  watch.function('pull-changes', catchUp.pullChanges);
  watch.function('list-due-connections', catchUp.listDueConnections);
  watch.function('record-catch-up', catchUp.recordCatchUp);
  watch.counter(
    'catch-up-stopped',
    { by: [catchUp.recordCatchUp], most: 0 },
    {
      runbook: 'stopped-catch-ups',
      text: 'A catch-up stopped: what webhooks missed of this connection is not pulled until its cause is mended.',
    },
  );
  watchWebhooks(watch, catchUp);
  watchComparisons(watch, catchUp.comparisons);
  watch.stateMachine('load-connection', catchUp.firstLoads.loadConnection);
  watch.function('load-records', catchUp.firstLoads.loadRecords);
}

function watchWebhooks(watch: Watch, { ensureSubscriptions, recordCatchUp }: CatchUpStack): void {
  watch.function('ensure-subscriptions', ensureSubscriptions);
  watch.counter(
    'subscriptions-failing',
    { by: [ensureSubscriptions], most: 0 },
    {
      runbook: 'subscriptions-failing',
      text: 'Subscriptions of a connection could not be upheld for hours, or end soon: then its changes come by catch-up only.',
    },
  );
  watch.counter(
    'webhooks-silent',
    { by: [recordCatchUp], most: 0 },
    {
      runbook: 'silent-webhooks',
      text: 'No webhook of a connection came for half a day while catch-ups found changes: its changes come late.',
    },
  );
}

function watchComparisons(watch: Watch, comparisons: Comparisons): void {
  const { compareKeys, compareConnection } = comparisons;
  watch.stateMachine('start-comparisons', comparisons.startComparisons);
  watch.function('list-due-comparisons', comparisons.listDueComparisons);
  watch.stateMachine('compare-connection', compareConnection);
  watch.function('compare-keys', compareKeys);
  watch.counter(
    'comparison-without-effect',
    { by: [compareKeys], most: 0 },
    {
      runbook: 'comparisons-without-effect',
      text: 'A comparison with an ERP was refused as partial or stopped: nothing was changed by it.',
    },
  );
}
