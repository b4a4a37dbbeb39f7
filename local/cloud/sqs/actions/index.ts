import type { Action } from '../../aws-json/server.ts';
import type { Sqs } from '../service.ts';
import { changeMessageVisibilityBatch } from './change-message-visibility-batch.ts';
import { changeMessageVisibility } from './change-message-visibility.ts';
import { createQueue } from './create-queue.ts';
import { deleteMessageBatch } from './delete-message-batch.ts';
import { deleteMessage } from './delete-message.ts';
import { deleteQueue } from './delete-queue.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { getQueueUrl } from './get-queue-url.ts';
import { listDeadLetterSourceQueues } from './list-dead-letter-source-queues.ts';
import { listQueues } from './list-queues.ts';
import { purgeQueue } from './purge-queue.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessageBatch } from './send-message-batch.ts';
import { sendMessage } from './send-message.ts';
import { setQueueAttributes } from './set-queue-attributes.ts';
import { startMessageMoveTask } from './start-message-move-task.ts';

export function sqsActions(sqs: Sqs): Record<string, Action> {
  const on =
    (action: (sqs: Sqs, input: unknown, signal: AbortSignal) => unknown): Action =>
    (input, signal) =>
      action(sqs, input, signal);
  return {
    ChangeMessageVisibility: on(changeMessageVisibility),
    ChangeMessageVisibilityBatch: on(changeMessageVisibilityBatch),
    CreateQueue: on(createQueue),
    DeleteMessage: on(deleteMessage),
    DeleteMessageBatch: on(deleteMessageBatch),
    DeleteQueue: on(deleteQueue),
    GetQueueAttributes: on(getQueueAttributes),
    GetQueueUrl: on(getQueueUrl),
    ListDeadLetterSourceQueues: on(listDeadLetterSourceQueues),
    ListQueues: on(listQueues),
    PurgeQueue: on(purgeQueue),
    ReceiveMessage: on(receiveMessage),
    SendMessage: on(sendMessage),
    SendMessageBatch: on(sendMessageBatch),
    SetQueueAttributes: on(setQueueAttributes),
    StartMessageMoveTask: on(startMessageMoveTask),
  };
}
