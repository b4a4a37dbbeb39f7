import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { appSettings } from '../../lib/app-settings.ts';
import { aFolder, anApp } from './support/synthesised.ts';

describe('the checks at synthesis', () => {
  it.each<[string, Record<string, unknown>]>([
    ['by default', {}],
    ['with an address for alarms', { 'orderseam:alarmEmail': 'ops@example.com' }],
    [
      'with an own issuer',
      { 'orderseam:oidcIssuer': 'https://login.example', 'orderseam:oidcAudience': 'orderseam' },
    ],
    ['for a stage to try out', { 'orderseam:stage': 'trial', 'orderseam:removalPolicy': 'destroy' }],
    ['as the embedded cloud boots it', { 'orderseam:erpHttpHosts': '127.0.0.1' }],
  ])('find nothing that is neither mended nor accepted with a reason, %s', (_name, context) => {
    const { app } = anApp(context);

    expect(() => app.synth()).not.toThrow();
  });

  it('stop an open queue, by the rules of both packs', () => {
    const { app } = anApp();
    new CfnQueue(new Stack(app, 'Careless'), 'Open');

    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4.*Serverless-SQSRedrivePolicy/s);
  });

  it('stop a property that CloudFormation would refuse', () => {
    const app = new App({ ...appSettings, outdir: aFolder() });
    const properties = { VisibilityTimeout: 'a while' };
    new CfnResource(new Stack(app, 'Careless'), 'Queue', { type: 'AWS::SQS::Queue', properties });

    expect(() => app.synth()).toThrow("'a while' is not of type 'integer'");
  });
});
