import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listIn, objectIn, targetOf } from './support/references.ts';
import { resourcesIn, templatesOf } from './support/synthesised.ts';

const all = resourcesIn(templatesOf());
const ofType = (type: string) => all.filter((resource) => resource.type === type);
const alarms = ofType('AWS::CloudWatch::Alarm');
const runbook = readFileSync('docs/runbook.md', 'utf8');
const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
  title.toLowerCase().replaceAll(' ', '-'),
);
const sectionOf = (description: unknown) => /docs\/runbook\.md#([a-z-]+)$/.exec(String(description))?.[1];

/** What an alarm watches: the resource behind the dimensions of its metrics. */
const watchedBy = alarms.flatMap((alarm) => {
  const metrics = [
    alarm.properties,
    ...listIn(alarm.properties.Metrics).map((metric) => objectIn(metric).MetricStat),
  ];
  const dimensions = metrics.flatMap((metric) => {
    const stat = metric === undefined ? {} : objectIn(metric);
    return listIn(stat.Dimensions ?? (stat.Metric === undefined ? [] : objectIn(stat.Metric).Dimensions));
  });
  return dimensions
    .map(objectIn)
    .filter(({ Value }) => typeof Value === 'object')
    .map(({ Value }) => targetOf(Value, alarm, all));
});

describe('alarms', () => {
  it.each(alarms)('$logicalId names a section of the runbook', ({ properties }) => {
    expect(sections).toContain(sectionOf(properties.AlarmDescription));
  });

  it('every section of the runbook that is named after an alarm has one', () => {
    const named = new Set(alarms.map(({ properties }) => sectionOf(properties.AlarmDescription)));
    const answering = runbook.split(/^## /m).filter((section) => section.includes('\nAlarm: '));

    expect(answering.map((section) => section.split('\n')[0]?.toLowerCase().replaceAll(' ', '-'))).toEqual(
      expect.arrayContaining([...named]),
    );
    expect(answering).toHaveLength(named.size);
  });

  it.each([
    'AWS::SQS::Queue',
    'AWS::Lambda::Function',
    'AWS::StepFunctions::StateMachine',
    'AWS::DynamoDB::Table',
    'AWS::ApiGatewayV2::Api',
  ])('watch every %s', (type) => {
    const unwatched = ofType(type).filter((resource) => !watchedBy.includes(resource));

    expect(unwatched.map(({ logicalId }) => logicalId)).toEqual([]);
  });

  it('tell of parked deliveries, whoever parked them', () => {
    const counting = alarms.filter(({ properties }) => properties.MetricName === 'parked');
    const counters = counting.map((alarm) => {
      const [dimension] = listIn(alarm.properties.Dimensions).map(objectIn);
      return targetOf(dimension?.Value ?? null, alarm, all)?.logicalId;
    });

    expect(counters.map((logicalId) => logicalId?.replace(/Function\w+$/, '')).toSorted()).toEqual([
      'ApplyDelivery',
      'CompareKeys',
      'EnsureDebtor',
      'LoadRecords',
      'PullChanges',
      'ReceiveDelivery',
    ]);
  });

  it('stay silent while nothing is measured', () => {
    expect(new Set(alarms.map(({ properties }) => properties.TreatMissingData))).toEqual(
      new Set(['notBreaching']),
    );
  });

  it('go to the configured address, through an encrypted topic', () => {
    const mailed = resourcesIn(templatesOf({ 'orderseam:alarmEmail': 'ops@example.com' }));
    const topic = mailed.find(({ type }) => type === 'AWS::SNS::Topic');
    const withoutAction = mailed.filter(
      ({ type, properties }) =>
        type === 'AWS::CloudWatch::Alarm' && listIn(properties.AlarmActions).length === 0,
    );

    expect(topic?.properties.KmsMasterKeyId).toBeDefined();
    expect(mailed.find(({ type }) => type === 'AWS::SNS::Subscription')?.properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
    expect(withoutAction).toEqual([]);
  });
});
