import type { Order } from '../../../domain/records/order.ts';
import type { Project } from '../../../domain/records/project.ts';
import type { ServiceAgreement } from '../../../domain/records/service-agreement.ts';
import { prepareLarge } from './large-records.ts';
import { agreementLayout, orderLayout, projectLayout } from './sales-layouts.ts';
import type { Store } from './store.ts';
import { writeTogether } from './transact.ts';

/** An order that ends, and all it was split into (O-5); each carries its new version. */
export interface Cancellation {
  readonly order: Order;
  readonly agreement?: ServiceAgreement | undefined;
  readonly project?: Project | undefined;
}

/** One write: no agreement of a cancelled order is ever billed. */
export async function writeCancellation(
  store: Store,
  { order, agreement, project }: Cancellation,
): Promise<void> {
  const parts = await Promise.all([
    prepareLarge(store, orderLayout, order),
    ...(agreement ? [prepareLarge(store, agreementLayout, agreement)] : []),
    ...(project ? [prepareLarge(store, projectLayout, project)] : []),
  ]);
  await writeTogether(
    store,
    parts.map(({ write }) => write),
  );
  await Promise.all(parts.map(({ tidy }) => tidy()));
}
