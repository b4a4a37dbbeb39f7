import { Duration } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { SnsAlarmActionStrategy } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';

/** Sends alarms to the configured address; without one they only show in CloudWatch. */
export function alarmActions(scope: Construct, { alarmEmail }: Config) {
  if (alarmEmail === undefined) return {};
  const key = new Key(scope, 'AlarmKey', {
    description: 'Orderseam: alarm mails',
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
  });
  // CloudWatch publishes to an encrypted topic only if the key lets it.
  key.grant(new ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey');
  const topic = new Topic(scope, 'Alarms', { masterKey: key, enforceSSL: true });
  topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
  topic.addSubscription(new EmailSubscription(alarmEmail));
  acknowledge(topic, {
    'Serverless-SNSRedrivePolicy':
      'Mail subscriptions cannot have a dead-letter queue; alarms also show in CloudWatch.',
  });
  return { action: new SnsAlarmActionStrategy({ onAlarmTopic: topic }) };
}
