import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

export interface WorkQueueProps {
  /** Timeout of the function that works off the queue. */
  readonly consumerTimeout: Duration;
  readonly removalPolicy: RemovalPolicy;
}

/** Attempts before a message is set aside; the consumer parks on the last one, so this is for crashes only. */
export const maxReceiveCount = 5;

/** A queue and the dead-letter queue that keeps, for the longest time SQS knows, what could not be worked off. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { consumerTimeout, removalPolicy }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', removalPolicy);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Six times the timeout: a batch that is still being retried inside Lambda must not be delivered again meanwhile.
      visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
      removalPolicy,
    });
  }

  grantSend(user: NodeFunction, variable: string): void {
    user.allow(['sqs:SendMessage'], [this.queue.queueArn]);
    user.tell(variable, this.queue.queueUrl);
  }

  /** Has `consumer` called with batches; messages it reports as failed come back alone. */
  workOffWith(consumer: NodeFunction, maxConcurrency: number): void {
    consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency }),
    );
    acknowledge(consumer, {
      'Serverless-LambdaEventSourceMappingDestination':
        'SQS sources have no failure destination in Lambda; the queue itself has a dead-letter queue.',
    });
  }
}

/** For whatever fails for good: kept 14 days, alarmed on by the first message. */
export function deadLetterQueue(scope: Construct, id: string, removalPolicy: RemovalPolicy): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy,
  });
  acknowledge(queue, {
    'Serverless-SQSRedrivePolicy': 'This is a dead-letter queue; an alarm and the runbook are its next step.',
    'AwsSolutions-SQS3': 'This is a dead-letter queue; an alarm and the runbook are its next step.',
  });
  return queue;
}
