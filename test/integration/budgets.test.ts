import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedItems } from '../../bench/counts/stored-items.ts';
import { between, usageOf, type Usage } from '../../bench/counts/usage.ts';
import { writeUnits } from '../../bench/counts/write-units.ts';
import { send } from '../../bench/load/send.ts';
import { assemblyIn } from '../../bench/subject/assembly.ts';
import { drained } from '../../bench/subject/drained.ts';
import type { Flow } from '../../bench/subject/flow.ts';
import { openStandardFlow } from '../../bench/subject/standard-flow.ts';
import { COMPANY } from '../../bench/subject/subject.ts';

const COUNT = 200;

let folder: string;
let flow: Flow;
let usage: Usage;

/** What a delivery is billed for, counted on the whole application; times are the benchmark's. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orderseam-budgets-'));
  const dataFolder = join(folder, 'data');
  const assembly = await assemblyIn(folder);
  flow = await openStandardFlow({ assembly, dataFolder, count: COUNT, lines: 20, sandboxes: 1 });
  const { url, cloud, loads } = flow;
  await send({ url, concurrency: 16, webhooks: loads.warmUp });
  await drained(cloud);
  const before = usageOf(cloud, dataFolder);
  await send({ url, concurrency: 16, webhooks: loads.full });
  await drained(cloud);
  usage = between(before, usageOf(cloud, dataFolder));
}, 120_000);

afterAll(async () => {
  await flow.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a delivery with an invoice of 20 lines', () => {
  it('costs one call of the door and a share of a batch, and no other function', () => {
    const { 'receive-delivery': doors, 'apply-delivery': batches, ...others } = usage.invocations;

    expect(doors).toBe(COUNT);
    expect(batches).toBeLessThanOrEqual(COUNT / 2);
    expect(others).toEqual({});
  });

  it('is one request at the door: the queue', () => {
    const { 'AmazonSQS.SendMessage': sent, ...others } = usage.calls;

    expect(sent).toBe(COUNT);
    expect(Object.keys(others).filter((call) => call.startsWith('AmazonSQS'))).toEqual([]);
  });

  it('costs its batch two writing calls to the tables, one to the archive and one to the bus', () => {
    const batches = usage.invocations['apply-delivery'] ?? 0;
    const writes = Object.entries(usage.calls).filter(([call]) => /^DynamoDB\.(Batch|Put|Update)/.test(call));

    expect(writes.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(2 * batches);
    expect(usage.calls['S3.PUT']).toBe(batches);
    expect(usage.calls['AWSEvents.PutEvents']).toBe(batches);
  });

  it('passes no workflow state and writes no log line', () => {
    expect(Object.keys(usage.calls).filter((call) => call.startsWith('AWSStepFunctions'))).toEqual([]);
    expect(usage.totals).toMatchObject({ errors: 0, logBytes: 0 });
  });

  it('writes at most 6 units in all tables', async () => {
    const { CRM_TABLE, CROSS_REFERENCES_TABLE, DELIVERIES_TABLE } = await storedItems(flow.cloud);
    const records = CRM_TABLE.filter(({ pk }) => pk?.S?.startsWith(`${COMPANY}#`));
    const units = [...records, ...CROSS_REFERENCES_TABLE, ...DELIVERIES_TABLE].map(writeUnits);

    expect(DELIVERIES_TABLE.length).toBeGreaterThan(COUNT);
    expect(units.reduce((sum, each) => sum + each, 0) / DELIVERIES_TABLE.length).toBeLessThanOrEqual(6);
  });
});
