import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock, systemClock, type Clock } from '../../../../../local/cloud/clock.ts';
import { LambdaRuntime } from '../../../../../local/cloud/lambda/index.ts';
import type { FunctionSpec } from '../../../../../local/cloud/lambda/function-spec.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

interface Given {
  readonly source: string;
  readonly file?: string;
  readonly spec?: Partial<FunctionSpec>;
  readonly clock?: Clock;
  readonly concurrency?: number;
  readonly logFolder?: string;
}

function functionOf({ source, file = 'index.js', spec = {}, ...options }: Given) {
  const codeFolder = join(temporaryFolder(), 'code');
  mkdirSync(codeFolder);
  writeFileSync(join(codeFolder, file), source);
  const runtime = new LambdaRuntime({ clock: systemClock, ...options });
  onTestFinished(() => runtime.close());
  runtime.define(
    {
      name: 'Shop-GreetFunction1A2B',
      arn: 'arn:aws:lambda:eu-central-1:000000000000:function:Shop-GreetFunction1A2B',
      logicalId: 'GreetFunction1A2B',
      codeFolder,
      handler: 'index.handler',
      environment: { GREETING: 'hello' },
      timeoutMs: 5_000,
      memoryMb: 128,
      reservedConcurrency: undefined,
      ...spec,
    },
    { AWS_REGION: 'eu-central-1' },
  );
  const call = (event: unknown = {}) => runtime.invoke('Shop-GreetFunction1A2B', { event });
  const result = async (event?: unknown) => {
    const outcome = await call(event);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    return JSON.parse(outcome.payload) as Record<string, unknown>;
  };
  const counters = () => runtime.counters()['Shop-GreetFunction1A2B'];
  return { runtime, call, result, counters, codeFolder };
}

describe('a function', () => {
  it('gets the event and answers what it returns, as JSON', async () => {
    const { result } = functionOf({
      source: 'exports.handler = async (event) => ({ got: event, when: new Date(0), gone: undefined });',
    });

    expect(await result({ list: [1, null, 'ä'] })).toEqual({
      got: { list: [1, null, 'ä'] },
      when: '1970-01-01T00:00:00.000Z',
    });
  });

  it('answers null when it returns nothing', async () => {
    expect(await functionOf({ source: 'exports.handler = async () => {};' }).call()).toMatchObject({
      payload: 'null',
    });
  });

  it('sees its own variables and nothing of the machine', async () => {
    const { result, codeFolder } = functionOf({ source: 'exports.handler = async () => process.env;' });

    expect(await result()).toEqual({
      GREETING: 'hello',
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: 'Shop-GreetFunction1A2B',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/Shop-GreetFunction1A2B',
      AWS_LAMBDA_LOG_STREAM_NAME: 'embedded',
      LAMBDA_TASK_ROOT: codeFolder,
    });
  });

  it('gets a context with its name, memory and the time that is left', async () => {
    const { result } = functionOf({
      source:
        'exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
    });

    const context = await result();
    expect(context).toMatchObject({ functionName: 'Shop-GreetFunction1A2B', memoryLimitInMB: '128' });
    expect(context['left']).toBeGreaterThan(4_000);
    expect(context['left']).toBeLessThanOrEqual(5_000);
  });

  it.each([
    ['index.cjs', 'exports.handler = async () => "commonjs";', 'commonjs'],
    ['index.mjs', 'export const handler = async () => "module";', 'module'],
  ])('may be a %s', async (file, source, answer) => {
    expect(await functionOf({ file, source }).result()).toBe(answer);
  });

  it('keeps its state between invocations: a warm sandbox is used again', async () => {
    const { result, counters } = functionOf({
      source: 'let n = 0; exports.handler = async () => ({ n: ++n });',
    });

    await result();
    expect(await result()).toEqual({ n: 2 });
    expect(counters()).toMatchObject({ invocations: 2, coldStarts: 1, errors: 0 });
  });

  it('is found by ARN, logical id and folder name too', async () => {
    const { runtime } = functionOf({ source: 'exports.handler = async () => 1;' });

    for (const name of [
      'arn:aws:lambda:eu-central-1:000000000000:function:Shop-GreetFunction1A2B:$LATEST',
      'GreetFunction1A2B',
      'greet',
    ]) {
      expect(await runtime.invoke(name, { event: {} })).toMatchObject({ ok: true });
    }
    await expect(runtime.invoke('nobody', { event: {} })).rejects.toThrow('Function not found: nobody');
  });

  it('sees the time of the clock it is given', async () => {
    const clock = manualClock(Date.UTC(2031, 1, 28, 12));
    const { result } = functionOf({
      clock,
      source:
        'exports.handler = async () => [new Date().toISOString().slice(0, 13), Date.now() === +new Date(), new Date(5).getTime()];',
    });

    expect(await result()).toEqual(['2031-02-28T12', true, 5]);
    await clock.advanceTo(Date.UTC(2031, 2, 1, 9));
    expect((await result())[0]).toBe('2031-03-01T09');
  });

  it('sees it through a Date.now that it took when it was loaded, too', async () => {
    const clock = manualClock(Date.UTC(2031, 1, 28, 12));
    const { result } = functionOf({
      clock,
      source:
        'const { now } = Date; exports.handler = async () => [new Date(now()).toISOString().slice(0, 13)];',
    });

    expect(await result()).toEqual(['2031-02-28T12']);
  });

  it('writes what it prints into its log', async () => {
    const logFolder = temporaryFolder();
    const { result, runtime } = functionOf({
      logFolder,
      source: 'exports.handler = async () => { console.log("printed"); console.error("complained"); };',
    });

    await result();
    await runtime.close();
    const log = readFileSync(join(logFolder, 'Shop-GreetFunction1A2B.log'), 'utf8');
    expect(log).toContain('printed\n');
    expect(log).toContain('complained\n');
  });

  it('counts the processor time of its invocations', async () => {
    const { result, counters } = functionOf({
      source:
        'exports.handler = async () => { const used = () => process.threadCpuUsage().user; const end = used() + 30_000; while (used() < end); };',
    });

    await result();
    expect(counters()?.cpuMicros).toBeGreaterThan(10_000);
    expect(counters()?.durationMs).toBeGreaterThan(25);
  });
});

describe('requests a function sends', () => {
  it('are counted by service and action, whichever HTTP client sends them', async () => {
    const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { result, counters } = functionOf({
      spec: { environment: { URL: url, AWS_ENDPOINT_URL_S3: url } },
      source: `const { request } = require('node:http');
        const send = (method, headers) => new Promise((resolve) => request(process.env.URL, { method, headers }, (answer) => answer.resume().on('end', resolve)).end());
        exports.handler = async () => {
          await send('POST', { 'X-Amz-Target': 'DynamoDB_20120810.PutItem' });
          await send('POST', { 'X-Amz-Target': 'DynamoDB_20120810.PutItem' });
          await send('POST', { 'X-Amz-Target': 'AmazonSQS.SendMessage' });
          await send('PUT', {});
          await (await fetch(process.env.URL)).text();
        };`,
    });

    await result();
    const expected = { 'DynamoDB.PutItem': 2, 'AmazonSQS.SendMessage': 1, 'S3.PUT': 1, 'http.GET': 1 };
    expect(counters()?.calls).toEqual(expected);
  });
});

describe('a failing function', () => {
  it('is reported by the name of its error, and goes on afterwards', async () => {
    const { call, counters } = functionOf({
      source: `class OutOfStockError extends Error { name = 'OutOfStockError'; }
        exports.handler = async (event) => { if (event.fail) throw new OutOfStockError('none left'); };`,
    });

    const outcome = await call({ fail: true });
    expect(outcome).toMatchObject({
      ok: false,
      error: { errorType: 'OutOfStockError', errorMessage: 'none left' },
    });
    expect(await call()).toMatchObject({ ok: true });
    expect(counters()).toMatchObject({ invocations: 2, errors: 1, coldStarts: 1 });
  });

  it('times out, even in an endless loop, and the next invocation gets a new sandbox', async () => {
    const { call, counters } = functionOf({
      source: 'exports.handler = async (event) => { while (event.hang); return "ok"; };',
      spec: { timeoutMs: 200 },
    });

    expect(await call({ hang: true })).toMatchObject({
      error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 0.20 seconds' },
    });
    expect(await call()).toMatchObject({ ok: true, payload: '"ok"' });
    expect(counters()).toMatchObject({ coldStarts: 2 });
  });

  it.each([
    ['ends its process', 'process.exit(3)', 'Runtime.ExitError'],
    [
      'throws where nobody catches',
      'setImmediate(() => { throw new RangeError("late"); }); await new Promise(() => {})',
      'RangeError',
    ],
    [
      'outgrows its memory',
      'const all = []; for (;;) all.push({ some: [1, 2, all.length] })',
      'Runtime.OutOfMemory',
    ],
  ])('that %s is reported and started anew', async (_what, crash, errorType) => {
    const { call } = functionOf({
      source: `exports.handler = async (event) => { if (event.crash) { ${crash}; } return 'ok'; };`,
    });

    expect(await call({ crash: true })).toMatchObject({ ok: false, error: { errorType } });
    expect(await call()).toMatchObject({ ok: true, payload: '"ok"' });
  });

  it.each([
    ['a missing file', { spec: { handler: 'other.handler' }, source: '' }, 'Runtime.ImportModuleError'],
    ['a missing export', { spec: { handler: 'index.other' }, source: '' }, 'Runtime.HandlerNotFound'],
    ['an error while loading', { source: 'throw new SyntaxError("no")' }, 'SyntaxError'],
    ['an end while loading', { source: 'process.exit(1)' }, 'Runtime.ExitError'],
  ])('reports %s to whoever invoked', async (_what, given, errorType) => {
    expect(await functionOf(given).call()).toMatchObject({ ok: false, error: { errorType } });
  });
});

it('a runtime that is closed runs nothing any more', async () => {
  const { runtime, call } = functionOf({ source: 'exports.handler = async () => 1;' });
  await runtime.close();

  expect(await call()).toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
});

describe('concurrency', () => {
  const overlapping = `let running = 0;
    exports.handler = async () => { running += 1; await new Promise((r) => setTimeout(r, 30)); return running--; };`;

  it('one sandbox serves one invocation at a time, several serve several', async () => {
    const { result, counters } = functionOf({ source: overlapping, concurrency: 3 });

    expect(await Promise.all(Array.from({ length: 9 }, () => result()))).toEqual(
      Array.from({ length: 9 }, () => 1),
    );
    expect(counters()?.coldStarts).toBeGreaterThan(1);
    expect(counters()?.coldStarts).toBeLessThanOrEqual(3);
  });

  it('reserved concurrency is an upper bound', async () => {
    const { result, counters } = functionOf({ source: overlapping, spec: { reservedConcurrency: 1 } });

    await Promise.all(Array.from({ length: 4 }, () => result()));
    expect(counters()).toMatchObject({ invocations: 4, coldStarts: 1 });
  });
});
