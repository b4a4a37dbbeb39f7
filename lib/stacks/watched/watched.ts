import type { AdminStack } from '../admin-stack.ts';
import type { CatchUpStack } from '../catch-up-stack.ts';
import type { DataStack } from '../data-stack.ts';
import type { HandOverStack } from '../hand-over-stack.ts';
import type { IngestionStack } from '../ingestion-stack.ts';

/** All that runs; each file of this folder puts its part on the dashboard. */
export interface Watched {
  readonly data: DataStack;
  readonly ingestion: IngestionStack;
  readonly catchUp: CatchUpStack;
  readonly handOver: HandOverStack;
  readonly admin: AdminStack;
}
