import type { Watch } from '../../constructs/watch.ts';
import type { Watched } from './watched.ts';

export function watchWork(watch: Watch, props: Watched): void {
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
function watchParked(watch: Watch, { ingestion, catchUp, handOver }: Watched): void {
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
function watchBudgets(watch: Watch, { ingestion, catchUp, handOver }: Watched): void {
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
