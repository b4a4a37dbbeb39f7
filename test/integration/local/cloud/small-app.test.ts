import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startCloud, type RunningCloud } from '../../../../local/cloud/index.ts';
import { writeAssembly } from '../../../support/assembly-fixture/index.ts';
import { smallApp } from '../../../support/assembly-fixture/small-app.ts';
import { eventually } from '../../../support/eventually.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const doneSchema = z.object({ body: z.string(), batch: z.number(), receives: z.string() });

let folder: string;
let cloud: RunningCloud;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  const assembly = writeAssembly(join(folder, 'cdk.out'), [smallApp]);
  cloud = await startCloud({ assembly, dataFolder: join(folder, 'data'), warm: ['front-door'] });
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const url = () => cloud.outputs['ApiUrl'] ?? '';
const aws = () => ({ endpoint: cloud.endpoints['aws'] ?? '', region: 'eu-central-1', credentials });
const queueUrl = (name: string) => cloud.services.sqs.urlOf(`Test-${name}`);

async function receiveAll(name: string) {
  const sqs = new SQSClient({ ...aws(), endpoint: cloud.endpoints['sqs'] ?? '' });
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl(name), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body = '' }) => Body);
}

describe('a booted application', () => {
  it('moves a request over a function, a queue and another function', async () => {
    expect((await fetch(`${url()}/x`, { method: 'POST', body: 'hello' })).status).toBe(202);

    await eventually(async () => {
      const done = (await receiveAll('Done')).map((body) => doneSchema.parse(JSON.parse(body)));
      expect(done).toContainEqual({ body: 'hello', batch: 1, receives: '1' });
    });
  });

  it('settles when nothing is left to do', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${url()}/x`, { method: 'POST', body: 'many' })),
    );
    await cloud.settled();

    expect(cloud.services.sqs.count('arn:aws:sqs:eu-central-1:000000000000:Test-Work')).toMatchObject({
      visible: 0,
      inFlight: 0,
    });
  });

  it('sets aside what the worker never completes', async () => {
    await fetch(`${url()}/x`, { method: 'POST', body: 'poison' });

    await eventually(async () => expect(await receiveAll('DeadLetters')).toEqual(['poison']));
  });

  it('lets nobody in without a token of its own issuer', async () => {
    expect((await fetch(`${url()}/guarded/1`)).status).toBe(401);

    const token = await cloud.mintToken({ sub: 'anna', roles: ['reader'], company: 'acme' });
    const answer = await fetch(`${url()}/guarded/1`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(202);
  });

  it('publishes the keys of its issuer', async () => {
    const token = await cloud.mintToken({
      sub: 'anna',
      roles: ['reader'],
      company: 'acme',
      expiresInSeconds: 60,
    });
    const { iss = '' } = z
      .object({ iss: z.string() })
      .parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
    const keys = new URL(`${cloud.endpoints['aws']}/${iss.split('/').at(-1)}/.well-known/jwks.json`);

    expect((await jwtVerify(token, createRemoteJWKSet(keys), { issuer: iss })).payload).toMatchObject({
      sub: 'anna',
      'cognito:groups': ['reader'],
      'custom:company': 'acme',
      token_use: 'id',
    });
  });

  it('counts requests and invocations', async () => {
    const before = cloud.counters();
    await fetch(`${url()}/plain`);

    const after = cloud.counters();
    expect(after.httpRequests - before.httpRequests).toBe(1);
    expect(
      (after.functions['Test-FrontDoorFunction']?.invocations ?? 0) -
        (before.functions['Test-FrontDoorFunction']?.invocations ?? 0),
    ).toBe(1);
  });
});

describe('the one address for all services', () => {
  it('invokes functions and answers what they return', async () => {
    const lambda = new LambdaClient(aws());
    const answer = await lambda.send(
      new InvokeCommand({
        FunctionName: 'Test-FrontDoorFunction',
        Payload: Buffer.from('{"rawPath":"/plain"}'),
      }),
    );

    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.FunctionError).toBeUndefined();
    expect(Buffer.from(answer.Payload ?? []).toString()).toBe('{"hello":"world"}');
  });

  it('tells a failed function by FunctionError, its error and its log', async () => {
    const lambda = new LambdaClient(aws());
    const answer = await lambda.send(
      new InvokeCommand({
        FunctionName: 'Test-FrontDoorFunction',
        LogType: 'Tail',
        Payload: Buffer.from('{"rawPath":"/throw"}'),
      }),
    );

    expect(answer.FunctionError).toBe('Unhandled');
    expect(JSON.parse(Buffer.from(answer.Payload ?? []).toString())).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'no way',
    });
    expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('TypeError: no way');
  });

  it('takes an event without waiting, and checks without running', async () => {
    const lambda = new LambdaClient(aws());
    const invocations = () => cloud.counters().functions['Test-FrontDoorFunction']?.invocations ?? 0;
    const before = invocations();
    const send = (InvocationType: 'Event' | 'DryRun') =>
      lambda.send(
        new InvokeCommand({
          FunctionName: 'Test-FrontDoorFunction',
          InvocationType,
          Payload: Buffer.from('{"rawPath":"/plain"}'),
        }),
      );

    expect((await send('DryRun')).StatusCode).toBe(204);
    expect((await send('Event')).StatusCode).toBe(202);
    await eventually(() => expect(invocations() - before).toBe(1));
  });

  it('refuses an unknown function and a payload that is no JSON', async () => {
    const lambda = new LambdaClient(aws());

    await expect(lambda.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
    await expect(
      lambda.send(new InvokeCommand({ FunctionName: 'Test-FrontDoorFunction', Payload: Buffer.from('{') })),
    ).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  });

  it('hands other services on', async () => {
    const { QueueUrls = [] } = await new SQSClient(aws()).send(new ListQueuesCommand({}));

    expect(QueueUrls).toContain(queueUrl('Work'));
  });
});

describe('booting', () => {
  it('stops with a sentence at a resource that nobody knows, and leaves nothing running', async () => {
    const assembly = writeAssembly(join(folder, 'unknown'), [
      { resources: { Db: { Type: 'AWS::Neptune::DBCluster' } } },
    ]);

    await expect(startCloud({ assembly })).rejects.toThrow('AWS::Neptune::DBCluster Db (Test)');
  });

  it('finds its data again after a restart: messages, tokens and addresses', async () => {
    const token = await cloud.mintToken({ sub: 'anna', roles: ['reader'], company: 'acme' });
    await cloud.services.sqs.sendDirect('arn:aws:sqs:eu-central-1:000000000000:Test-DeadLetters', 'kept');
    await cloud.close();
    cloud = await startCloud({ assembly: join(folder, 'cdk.out'), dataFolder: join(folder, 'data') });

    expect(await receiveAll('DeadLetters')).toContain('kept');
    const answer = await fetch(`${url()}/guarded/1`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(202);
  });
});
