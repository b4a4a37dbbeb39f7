import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { documentFiles } from '../../../../functions/serve-admin-api/adapters/document-files.ts';
import { handOvers } from '../../../../functions/serve-admin-api/adapters/hand-overs.ts';
import { renderDocument } from '../../../../functions/serve-admin-api/adapters/render-document.ts';

const region = 'eu-central-1';
const metadata = { $metadata: {}, message: 'no' };

describe('a hand-over', () => {
  const handOver = { company: 'demo', orderId: 'ord_0001', attempt: 2 };

  it('is started with order and attempt in name and input', async () => {
    const machines = mockClient(SFNClient);
    machines.on(StartExecutionCommand).resolves({});
    await handOvers(new SFNClient({ region }), 'arn:machine').start(handOver);
    expect(machines.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      ...{ stateMachineArn: 'arn:machine', name: 'ord_0001-2', input: JSON.stringify(handOver) },
    });
  });

  it('that runs already is no error; anything else is', async () => {
    const machines = mockClient(SFNClient);
    machines.on(StartExecutionCommand).rejectsOnce(new ExecutionAlreadyExists(metadata));
    const port = handOvers(new SFNClient({ region }), 'arn:machine');
    await port.start(handOver);
    machines.on(StartExecutionCommand).rejects(new Error('no such machine'));
    await expect(port.start(handOver)).rejects.toThrow('no such machine');
  });
});

describe('a document', () => {
  const ask = { action: 'render-quote', company: 'demo', quoteId: 'quo_0001' } as const;
  const answering = (payload: unknown, more: object = {}) => {
    const functions = mockClient(LambdaClient);
    const text = JSON.stringify(payload);
    const Payload = Object.assign(new TextEncoder().encode(text), { transformToString: () => text });
    functions.on(InvokeCommand).resolves({ Payload, ...more });
    return functions;
  };
  const render = () => renderDocument(new LambdaClient({ region }), 'render')(ask);

  it('is made by the function that knows PDF', async () => {
    const made = { outcome: 'rendered', key: 'demo/q.pdf', sha256: 'a'.repeat(64), pages: 1 };
    const functions = answering(made);
    expect(await render()).toEqual(made);
    const { input } = functions.commandCalls(InvokeCommand)[0]?.args[0] ?? {};
    expect(JSON.parse(Buffer.from((input?.Payload ?? '') as Uint8Array).toString())).toEqual(ask);
  });

  it('that failed to be made, or came as something else, is an error', async () => {
    answering({ errorMessage: 'out of memory' }, { FunctionError: 'Unhandled' });
    await expect(render()).rejects.toThrow('out of memory');
    answering({ outcome: 'maybe' });
    await expect(render()).rejects.toThrow();
  });

  it('is put as PDF, and one that is not there is undefined', async () => {
    const objects = mockClient(S3Client);
    objects.on(PutObjectCommand).resolves({});
    objects.on(GetObjectCommand).rejects(new NoSuchKey(metadata));
    const files = documentFiles(new S3Client({ region }), 'documents');
    await files.put('demo/letterhead/a.pdf', Buffer.from('%PDF'));
    expect(objects.commandCalls(PutObjectCommand)[0]?.args[0].input).toMatchObject({
      ...{ Bucket: 'documents', Key: 'demo/letterhead/a.pdf', ContentType: 'application/pdf' },
    });
    expect(await files.read('demo/none.pdf')).toBeUndefined();
    objects.on(GetObjectCommand).rejects(new Error('denied'));
    await expect(files.read('demo/none.pdf')).rejects.toThrow('denied');
  });
});
