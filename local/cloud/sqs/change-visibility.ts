import { AwsError } from '../aws-json/aws-error.ts';
import type { Queue } from './queue.ts';
import { parseReceipt } from './receipt.ts';
import type { Sqs } from './service.ts';

export interface VisibilityChange {
  readonly handle: string;
  /** From now on; 0 hands the message to the next receiver at once. */
  readonly seconds: number;
}

export async function changeVisibility(
  sqs: Sqs,
  queue: Queue,
  { handle, seconds }: VisibilityChange,
): Promise<void> {
  const receipt = parseReceipt(handle);
  const now = sqs.clock.now();
  const wasInFlight = await sqs.journal.write(() => sqs.messages.hide(receipt, now, now + seconds * 1000));
  if (!wasInFlight) throw new AwsError('MessageNotInflight', 'The message is not in flight (any more).');
  sqs.arrivals.announce(queue.name);
}
