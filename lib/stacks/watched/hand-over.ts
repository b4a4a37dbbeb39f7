import type { Watch } from '../../constructs/watch.ts';
import type { Watched } from './watched.ts';

export function watchHandOver(watch: Watch, { handOver }: Watched): void {
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
