import { Stack } from 'aws-cdk-lib';
import { DefaultDashboardFactory, MonitoringFacade } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import { alarmActions } from '../constructs/alarm-actions.ts';
import { Watch } from '../constructs/watch.ts';
import type { AdminStack } from './admin-stack.ts';
import type { CatchUpStack } from './catch-up-stack.ts';
import type { Common } from './common.ts';
import type { Comparisons } from './comparisons.ts';
import type { DataStack } from './data-stack.ts';
import type { HandOverStack } from './hand-over-stack.ts';
import type { IngestionStack } from './ingestion-stack.ts';

export interface OperationsStackProps {
  readonly common: Common;
  readonly data: DataStack;
  readonly ingestion: IngestionStack;
  readonly catchUp: CatchUpStack;
  readonly handOver: HandOverStack;
  readonly admin: AdminStack;
}

/** One dashboard over everything, and an alarm for each thing that a person has to know. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, { description: 'Orderseam: alarms and dashboard' });
    const watch = new Watch(this.#monitoring(id, props.common));
    watchEntry(watch, props);
    watchWork(watch, props);
    watchClockwork(watch, props);
    watchHandOver(watch, props);
    watchTables(watch, props);
  }

  #monitoring(prefix: string, { config }: Common): MonitoringFacade {
    return new MonitoringFacade(this, 'Monitoring', {
      alarmFactoryDefaults: {
        alarmNamePrefix: prefix,
        actionsEnabled: true,
        datapointsToAlarm: 1,
        ...alarmActions(this, config),
      },
      dashboardFactory: new DefaultDashboardFactory(this, 'Dashboards', {
        dashboardNamePrefix: prefix,
        createDashboard: true,
        createSummaryDashboard: false,
      }),
    });
  }
}

function watchEntry(watch: Watch, { ingestion, admin }: OperationsStackProps): void {
  watch.section('Entry');
  watch.api('Webhook API', ingestion.webhookApi, {
    runbook: 'webhook-api-errors',
    text: 'The Webhook API answers 5xx: deliveries are refused and depend on the ERP to send again.',
  });
  watch.api('Admin API', admin.adminApi, {
    runbook: 'admin-api-errors',
    text: 'The Admin API answers 5xx: people and scripts cannot work.',
  });
  watch.function('receive-delivery', ingestion.receiveDelivery);
  const { receiveDelivery } = ingestion;
  watch.counter(
    'refused-unauthenticated',
    { by: [receiveDelivery], most: 20 },
    {
      runbook: 'refused-webhooks',
      text: 'Many webhooks are refused because their signature or secret is wrong.',
    },
  );
  watch.counter(
    'refused-overload',
    { by: [receiveDelivery], most: 0 },
    {
      runbook: 'webhook-api-errors',
      text: 'Webhooks were refused because queue or tables did not take them; the ERP has to send them again.',
    },
  );
  watch.function('serve-admin-api', admin.serveAdminApi);
  watch.function('try-mapping', admin.tryMapping);
}

function watchWork(watch: Watch, props: OperationsStackProps): void {
  const { ingestion } = props;
  watch.section('Work');
  watch.queue('Debtors queue', ingestion.queues.DEBTORS_QUEUE_URL);
  watch.queue('Products queue', ingestion.queues.PRODUCTS_QUEUE_URL);
  watch.queue('Invoices queue', ingestion.queues.INVOICES_QUEUE_URL);
  watch.queue('Orders queue', ingestion.queues.ORDERS_QUEUE_URL);
  watch.queue('Couplings queue', ingestion.couplings);
  watch.queue('Order news queue', ingestion.orderNews);
  watch.function('apply-delivery', ingestion.applyDelivery);
  watchParked(watch, props);
  watchBudgets(watch, props);
  watch.function('propose-couplings', ingestion.proposeCouplings);
  watch.function('follow-orders', ingestion.followOrders);
}

/** Whoever applies deliveries may park one: the queues, catch-ups, comparisons, hand-overs that adopt a debtor, and the door itself. */
function watchParked(watch: Watch, { ingestion, catchUp, handOver }: OperationsStackProps): void {
  const { applyDelivery, receiveDelivery } = ingestion;
  const { pullChanges, comparisons, firstLoads } = catchUp;
  const by = [
    applyDelivery,
    receiveDelivery,
    pullChanges,
    comparisons.compareKeys,
    firstLoads.loadRecords,
    handOver.steps.EnsureDebtor,
  ];
  watch.counter(
    'parked',
    { by, most: 0 },
    {
      runbook: 'parked-deliveries',
      text: 'Deliveries are parked: a person has to see why and release or discard them.',
    },
  );
}

/** Whoever asks an ERP may find the requests of the day used up. */
function watchBudgets(watch: Watch, { ingestion, catchUp, handOver }: OperationsStackProps): void {
  const { pullChanges, comparisons, firstLoads } = catchUp;
  const { EnsureDebtor, CreateErpOrder, ConfirmOrder } = handOver.steps;
  const readers = [ingestion.applyDelivery, pullChanges, comparisons.compareKeys, firstLoads.loadRecords];
  watch.counter(
    'erp-day-used-up',
    { by: [...readers, EnsureDebtor, CreateErpOrder, ConfirmOrder], most: 0 },
    {
      runbook: 'budget-of-the-day-used-up',
      text: 'The requests that an ERP allows us in a day are used up: what it should take or tell comes late.',
    },
  );
}

function watchClockwork(watch: Watch, { catchUp }: OperationsStackProps): void {
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

function watchHandOver(watch: Watch, { handOver }: OperationsStackProps): void {
  watch.section('Hand-over');
  watch.stateMachine('hand-over-order', handOver.handOverOrder);
  watch.stateMachine('resolve-unknown', handOver.resolveUnknown);
  watch.stateMachine('expire-quotes-nightly', handOver.expireQuotesNightly);
  watch.failedCalls('Failed scheduled calls of hand-overs', handOver.failedCalls);
  for (const step of Object.values(handOver.steps)) watch.function(step.name, step);
  const { issueInvoice, renderDocument, listOpenHandOvers, expireQuotes } = handOver;
  for (const one of [issueInvoice, renderDocument, listOpenHandOvers, expireQuotes])
    watch.function(one.name, one);
  watch.counter(
    'order-parked',
    { by: [handOver.steps.ParkOrder], most: 0 },
    {
      runbook: 'parked-orders',
      text: 'Orders are parked: a person has to see why, mend it and release them.',
    },
  );
  watch.counter(
    'order-open-too-long',
    { by: [listOpenHandOvers], most: 0 },
    {
      runbook: 'orders-stay-open',
      text: 'Orders have been on their way to the ERP for more than two hours: it cannot be reached, or makes us wait.',
    },
  );
}

function watchTables(watch: Watch, { data }: OperationsStackProps): void {
  watch.section('Tables');
  watch.table('Table crm', data.crm);
  watch.table('Table cross-references', data.crossReferences);
  watch.table('Table deliveries', data.deliveries);
  watch.table('Table ledger', data.ledger);
}
