import { asText, type Json, type JsonObject } from '../template/json.ts';
import { arn, nameOf, type ResourceType } from './resource-type.ts';

/** Attributes SQS knows that are named alike in the template. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
];

export const sqsQueue: ResourceType = {
  identify: (resource, place) => {
    const name = nameOf(resource, 'QueueName');
    const url = place.queueUrl(name);
    return { ref: url, attributes: { Arn: arn(place, 'sqs', name), QueueName: name, QueueUrl: url } };
  },
  provision: async (resource, cloud) => {
    await cloud.services.sqs.ensureQueue(
      resource.attributes['QueueName'] ?? '',
      queueAttributes(resource.properties),
    );
  },
};

function queueAttributes(properties: JsonObject): Record<string, string> {
  if (properties['FifoQueue'] === true) throw new Error('The embedded cloud has no FIFO queues.');
  const plain = ATTRIBUTES.map((name) => [name, asText(properties[name])] as const);
  const redrive = properties['RedrivePolicy'];
  const entries = [
    ...plain,
    ['RedrivePolicy', redrive === undefined ? undefined : jsonText(redrive)] as const,
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** CloudFormation takes a JSON property as an object or as its text. */
function jsonText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
