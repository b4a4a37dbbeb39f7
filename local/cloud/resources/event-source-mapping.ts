import { SqsPoller } from '../lambda-event-sources/sqs-poller.ts';
import { concurrencyOf } from '../cloud.ts';
import { asBoolean, asNumber, asObject, asStrings } from '../template/json.ts';
import { physicalName } from '../template/physical-name.ts';
import { messageFilter } from '../lambda-event-sources/message-filter.ts';
import { requiredText, type ResourceType } from './resource-type.ts';

const DEFAULT_BATCH_SIZE = 10;

export const eventSourceMapping: ResourceType = {
  identify: ({ stack, logicalId }) => ({
    ref: physicalName(stack, logicalId),
    attributes: { Id: physicalName(stack, logicalId) },
  }),
  activate: (resource, cloud) => {
    const { properties } = resource;
    if (properties['Enabled'] !== undefined && !asBoolean(properties['Enabled'])) return;
    const queueArn = requiredText(resource, 'EventSourceArn');
    if (!queueArn.includes(':sqs:')) throw new Error(`The embedded cloud polls SQS only, not ${queueArn}.`);
    const functionArn = requiredText(resource, 'FunctionName');
    const spec = {
      queueArn,
      functionArn,
      batchSize: asNumber(properties['BatchSize']) ?? DEFAULT_BATCH_SIZE,
      batchWindowMs: 1000 * (asNumber(properties['MaximumBatchingWindowInSeconds']) ?? 0),
      reportsFailures: asStrings(properties['FunctionResponseTypes']).includes('ReportBatchItemFailures'),
      concurrency: concurrencyOf(
        cloud,
        functionArn,
        asNumber(asObject(properties['ScalingConfig'])['MaximumConcurrency']),
      ),
    };
    const { clock, chaos, services } = cloud;
    cloud.pollers.push(
      new SqsPoller(spec, {
        clock,
        chaos,
        sqs: services.sqs,
        invoke: (arn, event) => services.lambda.invoke(arn, { event }),
        accepts: messageFilter(properties['FilterCriteria']),
      }),
    );
  },
};
