import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FailureLog } from './failure-log.ts';
import { batchResponse, queuedMessages } from './queue-batch.ts';

/** Works messages off one after the other; one that fails comes again alone. */
export const workOff =
  (failures: FailureLog, work: (body: string) => Promise<void>) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const message of queuedMessages(event)) {
      try {
        await work(message.body);
      } catch (error) {
        failures.note(error, { messageId: message.messageId, receives: message.receives });
        failed.push(message.messageId);
      }
    }
    return batchResponse(failed);
  };
