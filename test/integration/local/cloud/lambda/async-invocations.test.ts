import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../../../../../local/cloud/clock.ts';
import { AsyncInvocations } from '../../../../../local/cloud/lambda/async-invocations.ts';
import { LambdaRuntime } from '../../../../../local/cloud/lambda/index.ts';
import { eventually } from '../../../../support/eventually.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

function given(source: string) {
  const codeFolder = join(temporaryFolder(), 'code');
  mkdirSync(codeFolder);
  writeFileSync(join(codeFolder, 'index.js'), source);
  const clock = manualClock(START);
  const runtime = new LambdaRuntime({ clock });
  runtime.define(
    {
      ...{ name: 'f', arn: 'arn', logicalId: 'F', codeFolder, handler: 'index.handler', environment: {} },
      ...{ timeoutMs: 5_000, memoryMb: 128, reservedConcurrency: undefined, deadLetterArn: 'arn:dead' },
    },
    {},
  );
  const dead: [string, string][] = [];
  const invocations = new AsyncInvocations({
    runtime,
    clock,
    sendDeadLetter: (queueArn, eventText) => Promise.resolve(void dead.push([queueArn, eventText])),
  });
  onTestFinished(() => {
    invocations.close();
    return runtime.close();
  });
  const attempts = () => runtime.counters()['f']?.invocations;
  return { clock, invocations, attempts, dead };
}

it('an event that fails is tried again after one and after two minutes, then it is dead', async () => {
  const { clock, invocations, attempts, dead } = given(
    'exports.handler = async () => { throw new Error("no"); };',
  );

  invocations.accept('f', '{"n":1}');
  await eventually(() => expect(attempts()).toBe(1));
  await clock.advanceTo(START + MINUTE);
  await eventually(() => expect(attempts()).toBe(2));
  expect(dead).toEqual([]);
  await clock.advanceTo(START + 3 * MINUTE);
  await eventually(() => expect(dead).toEqual([['arn:dead', '{"n":1}']]));
  expect(attempts()).toBe(3);
});

it('an event that succeeds is done', async () => {
  const { clock, invocations, attempts, dead } = given('exports.handler = async () => "ok";');

  invocations.accept('f', '{}');
  await eventually(() => expect(attempts()).toBe(1));
  await clock.advanceTo(START + 10 * MINUTE);
  expect(attempts()).toBe(1);
  expect(dead).toEqual([]);
});
