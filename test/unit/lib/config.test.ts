import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../lib/config.ts';

describe('readConfig', () => {
  it('needs no setting', () => {
    expect(readConfig({})).toMatchObject({ stage: 'production', removalPolicy: 'retain', erpHttpHosts: [] });
  });

  it('leaves the context of others alone', () => {
    expect(() => readConfig({ '@aws-cdk/core:flag': true, 'aws:cdk:bundling-stacks': [] })).not.toThrow();
  });

  it.each([
    ['orderseam:stagee', 'orderseam:stage'],
    ['orderseam:corsorigins', 'orderseam:corsOrigins'],
    ['orderseam:alarmMail', 'orderseam:alarmEmail'],
  ])('refuses the unknown %s and names the nearest known one', (unknown, known) => {
    expect(() => readConfig({ [unknown]: 'x' })).toThrow(
      `Unknown setting ${unknown}; did you mean ${known}?`,
    );
  });

  it('names all that are known where none is near', () => {
    expect(() => readConfig({ 'orderseam:': 'x' })).toThrow(
      /^Unknown setting orderseam:; known are orderseam:stage, orderseam:timeZone, .+\.$/,
    );
  });

  it('reads text from the command line as what it stands for', () => {
    const config = readConfig({
      'orderseam:catchUpEveryMinutes': '15',
      'orderseam:logRetentionDays': '30',
      'orderseam:erpHttpHosts': '127.0.0.1, erp.example',
    });

    expect(config).toMatchObject({
      catchUpEveryMinutes: 15,
      logRetentionDays: 30,
      erpHttpHosts: ['127.0.0.1', 'erp.example'],
    });
  });

  it('reads lists from cdk.json as they are', () => {
    expect(readConfig({ 'orderseam:corsOrigins': ['https://a.example'] }).corsOrigins).toEqual([
      'https://a.example',
    ]);
  });

  it.each([
    ['stage', 'Pro duction'],
    ['timeZone', 'Europe/Atlantis'],
    ['corsOrigins', 'not an address'],
    ['logRetentionDays', 42],
    ['oidcIssuer', 'not an address'],
    ['catchUpEveryMinutes', 0],
    ['catchUpEveryMinutes', 'often'],
    ['archiveRetentionYears', 1.5],
    ['alarmEmail', 'nobody'],
    ['webhookBurst', -1],
    ['removalPolicy', 'snapshot'],
  ])('refuses %s = %j and names the setting', (name, value) => {
    expect(() => readConfig({ [`orderseam:${name}`]: value })).toThrow(`orderseam:${name}`);
  });

  it('takes an own issuer only together with its audience', () => {
    const issuer = { 'orderseam:oidcIssuer': 'https://login.example' };

    expect(() => readConfig(issuer)).toThrow('together');
    expect(readConfig({ ...issuer, 'orderseam:oidcAudience': 'orderseam' }).oidcAudience).toEqual([
      'orderseam',
    ]);
  });
});
