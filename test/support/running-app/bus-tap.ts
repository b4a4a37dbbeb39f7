import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { recordEventDataSchema } from '../../../domain/events/record-event.ts';
import type { RunningCloud } from '../../../local/cloud/index.ts';
import * as z from 'zod';

const eventSchema = z.object({
  'detail-type': z.string(),
  detail: z.object({ id: z.string(), data: recordEventDataSchema.partial() }),
});

export interface HeardEvent {
  readonly id: string;
  readonly type: string;
  readonly externalId: string | undefined;
}

/** Listens to the bus as another system would: a rule that puts every event of ours into a queue. */
export class BusTap {
  readonly #sqs: SQSClient;
  readonly #queueUrl: string;

  private constructor(sqs: SQSClient, queueUrl: string) {
    this.#sqs = sqs;
    this.#queueUrl = queueUrl;
  }

  static async open(cloud: RunningCloud): Promise<BusTap> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const sqs = new SQSClient({
      ...{ region: 'eu-central-1', credentials },
      endpoint: cloud.endpoints['sqs'] ?? '',
    });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'BusTap' }));
    const bus = cloud.services.lambda.spec('apply-delivery').environment['EVENT_BUS_NAME'];
    cloud.services.eventBridge.putRule({
      ...{ Name: 'BusTap', EventBusName: bus },
      EventPattern: { source: ['orderseam'] },
      Targets: [{ Id: 'tap', Arn: 'arn:aws:sqs:eu-central-1:000000000000:BusTap' }],
    });
    return new BusTap(sqs, QueueUrl);
  }

  /** Everything heard since the last time. */
  async heard(): Promise<HeardEvent[]> {
    const events: HeardEvent[] = [];
    for (let batch = await this.#take(); batch.length > 0; batch = await this.#take()) events.push(...batch);
    return events;
  }

  close(): void {
    this.#sqs.destroy();
  }

  async #take(): Promise<HeardEvent[]> {
    const QueueUrl = this.#queueUrl;
    const { Messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return [];
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await this.#sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return Messages.map(({ Body = '' }) => heardIn(eventSchema.parse(JSON.parse(Body))));
  }
}

const heardIn = ({ 'detail-type': type, detail }: z.infer<typeof eventSchema>): HeardEvent => ({
  ...{ id: detail.id, type },
  externalId: detail.data.externalId,
});
