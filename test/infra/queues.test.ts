import { describe, expect, it } from 'vitest';
import { listIn, objectIn, targetOf } from './support/references.ts';
import { type Resource, resourcesIn, templatesOf } from './support/synthesised.ts';

const all = resourcesIn(templatesOf());
const ofType = (type: string) => all.filter((resource) => resource.type === type);
const queues = ofType('AWS::SQS::Queue');
const redriveOf = (queue: Resource) => queue.properties.RedrivePolicy;
const isDeadLetters = (queue: Resource) => redriveOf(queue) === undefined;
const workQueues = queues.filter((queue) => !isDeadLetters(queue));

describe('queues', () => {
  it('are six that work is put into', () => {
    expect(workQueues.map(({ logicalId }) => logicalId.replace(/Queue.*/, '')).sort()).toEqual([
      'Couplings',
      'Debtors',
      'Invoices',
      'OrderNews',
      'Orders',
      'Products',
    ]);
  });

  it.each(workQueues)(
    '$logicalId sets a message aside after five attempts, in a queue of its own',
    (queue) => {
      const redrive = objectIn(redriveOf(queue));
      const deadLetters = targetOf(redrive.deadLetterTargetArn, queue, all);

      expect(redrive.maxReceiveCount).toBe(5);
      expect(isDeadLetters(deadLetters)).toBe(true);
      const others = workQueues.filter((other) => other !== queue);
      expect(
        others.map((other) => targetOf(objectIn(redriveOf(other)).deadLetterTargetArn, other, all)),
      ).not.toContain(deadLetters);
    },
  );

  it.each(queues)('$logicalId is encrypted and keeps messages for 14 days', ({ properties }) => {
    expect(properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 });
  });

  it.each(queues)('$logicalId refuses requests without TLS', (queue) => {
    const policies = ofType('AWS::SQS::QueuePolicy').filter(
      (policy) => targetOf(listIn(policy.properties.Queues)[0], policy, all) === queue,
    );

    expect(
      policies.flatMap(({ properties }) => objectIn(properties.PolicyDocument).Statement),
    ).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });
});

describe('event source mappings', () => {
  const mappings = ofType('AWS::Lambda::EventSourceMapping');

  it('work off every queue', () => {
    const sources = mappings.map((mapping) => targetOf(mapping.properties.EventSourceArn, mapping, all));

    expect(new Set(sources)).toEqual(new Set(workQueues));
    expect(mappings).toHaveLength(workQueues.length);
  });

  it.each(mappings)('$logicalId takes batches, reports single failures and is bounded', ({ properties }) => {
    expect(properties).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(objectIn(properties.ScalingConfig).MaximumConcurrency).toBeGreaterThanOrEqual(2);
  });

  it.each(mappings)('$logicalId hides messages for six times as long as the function may take', (mapping) => {
    const queue = targetOf(mapping.properties.EventSourceArn, mapping, all);
    const consumer = targetOf(mapping.properties.FunctionName, mapping, all);

    expect(queue.properties.VisibilityTimeout).toBeGreaterThanOrEqual(
      6 * Number(consumer.properties.Timeout),
    );
  });
});

describe('asynchronous callers', () => {
  it('keep what they could not deliver', () => {
    const targets = [
      ...ofType('AWS::Events::Rule').flatMap((rule) =>
        listIn(rule.properties.Targets).map((target) => ({ rule, target })),
      ),
      ...ofType('AWS::Scheduler::Schedule').map((rule) => ({ rule, target: rule.properties.Target })),
    ];

    for (const { rule, target } of targets) {
      const { Arn: deadLetters } = objectIn(objectIn(target).DeadLetterConfig);
      expect(isDeadLetters(targetOf(deadLetters, rule, all))).toBe(true);
    }
    expect(targets).toHaveLength(7);
  });
});
