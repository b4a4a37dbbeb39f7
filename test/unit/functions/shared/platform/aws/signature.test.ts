import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedMoment, signer } from '../../../../../../functions/shared/platform/aws/signature.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG',
  sessionToken: 'token/of=a+session',
};
const region = 'eu-central-1';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

/** Lets a client of the SDK sign, and keeps what it would send. */
function capturing() {
  const sent: Sent[] = [];
  const requestHandler = {
    handle: (request: Sent) => {
      sent.push(request);
      return Promise.reject(new Error('Only its signature is wanted.'));
    },
  };
  return { sent, settings: { region, credentials, requestHandler, maxAttempts: 1 } };
}

/** The same request signed by us, over the headers that the SDK signed. */
function signedByUs(service: string, { method, path, headers, body }: Sent): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
  return signer({ region, service }, credentials)({ method, path, headers: signed, bodyHash });
}

describe('our signature is the one that the SDK makes', () => {
  it('of a message for a queue', async () => {
    const { sent, settings } = capturing();
    const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/000000000000/invoices';
    const message = new SendMessageCommand({ QueueUrl, MessageBody: 'größer als 1 & "kleiner" als 2' });
    await new SQSClient(settings).send(message).catch(() => undefined);

    expect(sent).toHaveLength(1);
    for (const each of sent) expect(signedByUs('sqs', each)).toBe(each.headers.authorization);
  });

  it('of an object for the archive', async () => {
    const { sent, settings } = capturing();
    const client = new S3Client({ ...settings, requestChecksumCalculation: 'WHEN_REQUIRED' });
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { query: object }).query = {};
        return next(args);
      },
      { step: 'build' },
    );
    const object = { Bucket: 'archive', Key: 'demo/2026/01/31/a b', Body: Buffer.from([0, 255, 10]) };
    await client.send(new PutObjectCommand(object)).catch(() => undefined);

    expect(sent).toHaveLength(1);
    for (const each of sent) expect(signedByUs('s3', each)).toBe(each.headers.authorization);
  });

  it('is another one on another day, with a key of that day', () => {
    const sign = signer({ region, service: 'sqs' }, credentials);
    const at = (moment: string) =>
      sign({ method: 'POST', path: '/', headers: { host: 'a', 'x-amz-date': moment }, bodyHash: '' });

    const first = at('20260131T235959Z');
    expect(at('20260201T000000Z')).not.toBe(first);
    expect(at('20260131T235959Z')).toBe(first);
  });
});

it('writes a moment without signs and fractions', () => {
  expect(signedMoment(Date.parse('2026-01-31T10:05:09.123Z'))).toBe('20260131T100509Z');
});
