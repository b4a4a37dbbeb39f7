import { readdirSync, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { objectIn, targetOf } from './support/references.ts';
import { type Json, resourcesIn, templatesOf } from './support/synthesised.ts';

const all = resourcesIn(templatesOf({ 'orderseam:erpHttpHosts': '127.0.0.1,erp.example' }));
const functions = all.filter(({ type }) => type === 'AWS::Lambda::Function');

const pascal = (folder: string): string =>
  folder.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
const folders = readdirSync('functions').filter((folder) => existsSync(`functions/${folder}/handler.ts`));
/** Runs what is not ours, and so has no settings and no rights. */
const bare = 'TryMapping';
const withSettings = folders.filter((folder) => pascal(folder) !== bare);

/** What each function reads from its environment, all schemas of its `settings.ts` together. */
const settings = await Promise.all(
  withSettings.map(async (folder) => {
    const file = (await import(`../../functions/${folder}/settings.ts`)) as Record<string, unknown>;
    const schemas = Object.values(file).filter((each) => each instanceof z.ZodObject);
    return [pascal(folder), z.object(Object.assign({}, ...schemas.map(({ shape }) => shape)))] as const;
  }),
);
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
    expect(functions.map(({ logicalId }) => logicalId.replace(/Function.*/, '')).sort()).toEqual(
      folders.map(pascal).sort(),
    );
  });

  it.each(settings)('%s finds all its settings in its environment, and no other', (name, schema) => {
    const { Variables } = objectIn(functionOf(name).properties.Environment);
    const variables = objectIn(Variables);
    const environment = Object.fromEntries(
      Object.entries(variables).map(([key, value]) => [key, resolved(value)]),
    );

    expect(schema.safeParse(environment).error).toBeUndefined();
    expect(Object.keys(variables).sort()).toEqual(Object.keys(schema.shape).sort());
  });

  it.each(functions)('$logicalId runs on Node 24 for arm64 with limits of its own', ({ properties }) => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    expect(properties.MemorySize).toBeGreaterThanOrEqual(512);
    // The longest waits for an order of 5,000 lines to be created.
    expect(properties.Timeout).toBeLessThanOrEqual(300);
  });

  it.each(functions)('$logicalId logs into a group of its own that forgets', (lambda) => {
    const { LogGroup } = objectIn(lambda.properties.LoggingConfig);

    expect(targetOf(LogGroup, lambda, all).properties).toMatchObject({ RetentionInDays: 90 });
  });

  it('answer before the HTTP API gives up after 30 seconds', () => {
    const timeouts = ['ReceiveDelivery', 'ServeAdminApi', bare].map(
      (name) => functionOf(name).properties.Timeout,
    );

    expect(Math.max(...timeouts.map(Number))).toBeLessThan(30);
  });

  it('the one that runs what is not ours is told nothing, and as many as the configuration says', () => {
    const { properties } = functionOf(bare);
    const [limited] = resourcesIn(templatesOf({ 'orderseam:mappingTriesAtOnce': '4' })).filter(
      ({ properties: { ReservedConcurrentExecutions } }) => ReservedConcurrentExecutions !== undefined,
    );

    expect(properties.ReservedConcurrentExecutions).toBeUndefined();
    expect(limited).toMatchObject({
      logicalId: expect.stringMatching(new RegExp(`^${bare}`)),
      properties: { ReservedConcurrentExecutions: 4 },
    });
    expect(Object.keys(properties).filter((name) => /Environment|Vpc|Layers/.test(name))).toEqual([]);
  });

  it('reach plain http hosts only where the configuration names them', () => {
    const variables = objectIn(objectIn(functionOf('ApplyDelivery').properties.Environment).Variables);
    const inProduction = JSON.stringify(resourcesIn(templatesOf()));

    expect(variables.ERP_HTTP_HOSTS).toBe('127.0.0.1 erp.example');
    expect(inProduction).not.toContain('ERP_HTTP_HOSTS');
  });
});
