import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsCall, type AwsCall } from '../../../../../../functions/shared/platform/aws/call.ts';
import {
  scriptedService,
  type Said,
  type ScriptedService,
} from '../../../../../support/aws/scripted-service.ts';

let service: ScriptedService;
let call: AwsCall;

beforeAll(async () => {
  service = await scriptedService();
  call = awsCall('sqs', {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL_SQS: service.url,
  });
});
afterAll(() => service.close());

/** Pauses between tries are a random part of a limit: none of it. */
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const refused = (status: number, code: string): Said => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: `about ${code}` }),
});

describe('a call of a service', () => {
  it('sends the action and its input, signed with every header that counts', async () => {
    service.script({ body: '{"MessageId":"m-1"}' });

    expect(await call('SendMessage', { MessageBody: 'größer' })).toEqual({ MessageId: 'm-1' });
    expect(service.asked).toHaveLength(1);
    expect(service.asked[0]).toMatchObject({
      ...{ method: 'POST', path: '/', body: '{"MessageBody":"größer"}' },
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
        'x-amz-security-token': 'token',
        authorization: expect.stringContaining(
          'SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target,',
        ),
      },
    });
  });

  it('answers an empty body with an empty output', async () => {
    service.script({});
    expect(await call('SendMessage', {})).toEqual({});
  });

  it.each<[string, Said]>([
    ['an outage', refused(500, 'InternalError')],
    ['an outage without a word', { status: 503, body: '<html>' }],
    ['being throttled', refused(400, 'ThrottlingException')],
    ['too many requests', { status: 429 }],
    ['a lost connection', 'lost'],
  ])('is tried three times after %s', async (_, said) => {
    service.script(said, said, { body: '{"MessageId":"third"}' });
    expect(await call('SendMessage', {})).toEqual({ MessageId: 'third' });

    service.script(said, said, said, { body: '{}' });
    await expect(call('SendMessage', {})).rejects.toThrow();
    expect(service.asked).toHaveLength(3);
  });

  it('is not tried again where that would not help, and the error has the name that the service gave it', async () => {
    service.script(refused(400, 'QueueDoesNotExist'));

    await expect(call('SendMessage', {})).rejects.toMatchObject({
      ...{
        name: 'QueueDoesNotExist',
        message: 'about QueueDoesNotExist',
        $metadata: { httpStatusCode: 400 },
      },
    });
    expect(service.asked).toHaveLength(1);
  });
});
