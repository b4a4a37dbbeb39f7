import { describe, expect, it } from 'vitest';
import {
  createTaskPort,
  type LambdaPort,
  sdkPort,
  type TaskCall,
} from '../../../../local/cloud/step-functions/index.ts';
import type { Json } from '../../../../local/cloud/step-functions/json.ts';
import { named } from './machines.ts';

const EXECUTION = 'arn:aws:states:eu-central-1:000000000000:execution:m:e';
const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:m';
const FUNCTION = 'arn:aws:lambda:eu-central-1:000000000000:function:work';

const callOf = (resource: string, input: Json): TaskCall => ({
  resource,
  arguments: input,
  state: 'Only',
  executionArn: EXECUTION,
  stateMachineArn: MACHINE,
  attemptId: 'attempt',
  taskToken: undefined,
  signal: new AbortController().signal,
});

const echo: LambdaPort = ({ event }) => Promise.resolve({ ok: true, payload: event });

/** A service client with one method that remembers what it was given. */
function clientOf(method: string, answer: unknown) {
  const given: unknown[] = [];
  const call = (parameters: unknown) => {
    given.push(parameters);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { given, client: { [method]: call } };
}

const portWith = (clients: Record<string, object>, lambda: LambdaPort = echo) =>
  createTaskPort({ lambda, sdk: sdkPort(clients) });

describe('Lambda', () => {
  it('is invoked with the payload, and answers in Payload', async () => {
    const call = callOf('arn:aws:states:::lambda:invoke', { FunctionName: FUNCTION, Payload: { a: 1 } });

    expect(await portWith({})(call)).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: { a: 1 },
      StatusCode: 200,
    });
  });

  it('is called by its ARN with the arguments themselves', async () => {
    expect(await portWith({})(callOf(FUNCTION, { a: 1 }))).toEqual({ a: 1 });
  });

  it('is only told when the invocation is an event', async () => {
    const asked: boolean[] = [];
    const lambda: LambdaPort = ({ asynchronous }) => {
      asked.push(asynchronous);
      return Promise.resolve({ ok: true, payload: '' });
    };
    const call = callOf('arn:aws:states:::lambda:invoke', {
      FunctionName: FUNCTION,
      InvocationType: 'Event',
    });

    expect(await portWith({}, lambda)(call)).toMatchObject({ StatusCode: 202 });
    expect(asked).toEqual([true]);
  });

  it('gives the name of what the function threw as the error and all of it as the cause', async () => {
    const error = { errorType: 'ErpUnavailableError', errorMessage: 'busy' };
    const port = portWith({}, () => Promise.resolve({ ok: false, error }));

    await expect(port(callOf(FUNCTION, {}))).rejects.toMatchObject({
      name: 'ErpUnavailableError',
      message: JSON.stringify(error),
    });
  });

  it('prefixes what the service itself refuses', async () => {
    const port = portWith({}, () => Promise.reject(named('ResourceNotFoundException', 'no such function')));

    await expect(port(callOf(FUNCTION, {}))).rejects.toMatchObject({
      name: 'Lambda.ResourceNotFoundException',
    });
  });
});

describe('services', () => {
  it('get a message body that is JSON as text', async () => {
    const { given, client } = clientOf('sendMessage', { MessageId: 'm' });
    const call = callOf('arn:aws:states:::sqs:sendMessage.waitForTaskToken', {
      QueueUrl: 'q',
      MessageBody: { a: 1 },
    });

    await portWith({ sqs: client })(call);

    expect(given).toEqual([{ QueueUrl: 'q', MessageBody: '{"a":1}' }]);
  });

  it('get events with the detail as text and the execution among the resources', async () => {
    const { given, client } = clientOf('putEvents', { FailedEntryCount: 0, Entries: [] });
    const call = callOf('arn:aws:states:::events:putEvents', {
      Entries: [{ Source: 's', DetailType: 'd', Detail: { a: 1 } }],
    });

    await portWith({ eventbridge: client })(call);

    expect(given).toEqual([
      { Entries: [{ Source: 's', DetailType: 'd', Detail: '{"a":1}', Resources: [EXECUTION, MACHINE] }] },
    ]);
  });

  it('fail the Task when one event was refused', async () => {
    const { client } = clientOf('putEvents', { FailedEntryCount: 1, Entries: [{ ErrorCode: 'X' }] });
    const call = callOf('arn:aws:states:::events:putEvents', { Entries: [{}] });

    await expect(portWith({ eventbridge: client })(call)).rejects.toMatchObject({
      name: 'EventBridge.FailedEntry',
    });
  });

  it('name their errors as the integration does', async () => {
    const { client } = clientOf('sendMessage', named('QueueDoesNotExist'));
    const port = portWith({ sqs: client });
    const input = { QueueUrl: 'q', MessageBody: 'x' };

    await expect(port(callOf('arn:aws:states:::sqs:sendMessage', input))).rejects.toMatchObject({
      name: 'SQS.QueueDoesNotExistException',
    });
    await expect(port(callOf('arn:aws:states:::aws-sdk:sqs:sendMessage', input))).rejects.toMatchObject({
      name: 'Sqs.QueueDoesNotExistException',
    });
  });

  it('give the text of an object, and moments as ISO texts', async () => {
    const body = { transformToString: () => Promise.resolve('text') };
    const { client } = clientOf('getObject', { Body: body, LastModified: new Date(0), $metadata: {} });

    const answer = await portWith({ s3: client })(
      callOf('arn:aws:states:::aws-sdk:s3:getObject', { Bucket: 'b', Key: 'k' }),
    );

    expect(answer).toEqual({ Body: 'text', LastModified: '1970-01-01T00:00:00.000Z' });
  });

  it('of Step Functions take Pascal case for its camel case', async () => {
    const { given, client } = clientOf('sendTaskSuccess', { startDate: 1 });

    const answer = await portWith({ sfn: client })(
      callOf('arn:aws:states:::aws-sdk:sfn:sendTaskSuccess', { TaskToken: 't' }),
    );

    expect([given, answer]).toEqual([[{ taskToken: 't' }], { StartDate: 1 }]);
  });

  it('cannot be waited for', async () => {
    const port = portWith({ batch: clientOf('submitJob', {}).client });

    await expect(port(callOf('arn:aws:states:::batch:submitJob.sync', {}))).rejects.toMatchObject({
      name: 'States.Runtime',
    });
  });

  it('that are not embedded are named in the refusal', async () => {
    await expect(portWith({})(callOf('arn:aws:states:::aws-sdk:glue:startJobRun', {}))).rejects.toThrow(
      'glue:startJobRun',
    );
  });
});
