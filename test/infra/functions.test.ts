import { readdirSync, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { settingsSchema as applyDelivery } from '../../functions/apply-delivery/settings.ts';
import { settingsSchema as compareKeys } from '../../functions/compare-keys/settings.ts';
import { settingsSchema as ensureSubscriptions } from '../../functions/ensure-subscriptions/settings.ts';
import { settingsSchema as listDueComparisons } from '../../functions/list-due-comparisons/settings.ts';
import { settingsSchema as listDueConnections } from '../../functions/list-due-connections/settings.ts';
import { settingsSchema as proposeCouplings } from '../../functions/propose-couplings/settings.ts';
import { settingsSchema as pullChanges } from '../../functions/pull-changes/settings.ts';
import { settingsSchema as receiveDelivery } from '../../functions/receive-delivery/settings.ts';
import { settingsSchema as recordCatchUp } from '../../functions/record-catch-up/settings.ts';
import { settingsSchema as serveAdminApi } from '../../functions/serve-admin-api/settings.ts';
import { objectIn, targetOf } from './support/references.ts';
import { type Json, resourcesIn, templatesOf } from './support/synthesised.ts';

const all = resourcesIn(templatesOf({ 'orderseam:erpHttpHosts': '127.0.0.1,erp.example' }));
const functions = all.filter(({ type }) => type === 'AWS::Lambda::Function');

const settings: Record<string, z.ZodObject> = {
  ApplyDelivery: applyDelivery,
  CompareKeys: compareKeys,
  EnsureSubscriptions: ensureSubscriptions,
  ListDueComparisons: listDueComparisons,
  ListDueConnections: listDueConnections,
  ProposeCouplings: proposeCouplings,
  PullChanges: pullChanges,
  ReceiveDelivery: receiveDelivery,
  RecordCatchUp: recordCatchUp,
  ServeAdminApi: serveAdminApi,
};
const functionOf = (name: string) => {
  const found = functions.find(({ logicalId }) => logicalId.startsWith(`${name}Function`));
  if (!found) throw new Error(`${name} is not deployed.`);
  return found;
};

/** What an intrinsic becomes in AWS, as far as its form matters: addresses are URLs. */
const resolved = (value: Json) =>
  typeof value === 'string' ? value : 'https://sqs.eu-central-1.amazonaws.com/000000000000/resolved';

describe('functions', () => {
  it('are deployed, each folder with a handler', () => {
    const folders = readdirSync('functions').filter((folder) => existsSync(`functions/${folder}/handler.ts`));
    const pascal = folders.map((folder) =>
      folder.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase()),
    );

    expect(functions.map(({ logicalId }) => logicalId.replace(/Function.*/, '')).sort()).toEqual(
      pascal.sort(),
    );
  });

  it.each(Object.entries(settings))(
    '%s finds all its settings in its environment, and no other',
    (name, schema) => {
      const { Variables } = objectIn(functionOf(name).properties.Environment);
      const variables = objectIn(Variables);
      const environment = Object.fromEntries(
        Object.entries(variables).map(([key, value]) => [key, resolved(value)]),
      );

      expect(schema.safeParse(environment).error).toBeUndefined();
      expect(Object.keys(variables).sort()).toEqual(Object.keys(schema.shape).sort());
    },
  );

  it.each(functions)('$logicalId runs on Node 24 for arm64 with limits of its own', ({ properties }) => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    expect(properties.MemorySize).toBeGreaterThanOrEqual(512);
    expect(properties.Timeout).toBeLessThanOrEqual(120);
  });

  it.each(functions)('$logicalId logs into a group of its own that forgets', (lambda) => {
    const { LogGroup } = objectIn(lambda.properties.LoggingConfig);

    expect(targetOf(LogGroup, lambda, all).properties).toMatchObject({ RetentionInDays: 90 });
  });

  it('answer before the HTTP API gives up after 30 seconds', () => {
    const timeouts = ['ReceiveDelivery', 'ServeAdminApi'].map((name) => functionOf(name).properties.Timeout);

    expect(Math.max(...timeouts.map(Number))).toBeLessThan(30);
  });

  it('reach plain http hosts only where the configuration names them', () => {
    const variables = objectIn(objectIn(functionOf('ApplyDelivery').properties.Environment).Variables);
    const inProduction = JSON.stringify(resourcesIn(templatesOf()));

    expect(variables.ERP_HTTP_HOSTS).toBe('127.0.0.1 erp.example');
    expect(inProduction).not.toContain('ERP_HTTP_HOSTS');
  });
});
