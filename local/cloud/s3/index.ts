import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../clock.ts';
import { writeAnswer, type HttpAnswer } from '../http/answer.ts';
import { listen } from '../http/listen.ts';
import { ObjectStore } from './object-store.ts';
import { readRequest } from './request.ts';
import { actionOf } from './route.ts';
import { S3Error } from './s3-error.ts';
import { xmlAnswer, type S3 } from './service.ts';

export interface S3Options {
  /** Where the database lives; without it all is in memory. */
  readonly folder?: string | undefined;
  readonly clock?: Clock | undefined;
}

export interface RunningS3 {
  readonly endpoint: string;
  /** Creates the bucket unless it exists. */
  ensureBucket(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function startS3(options: S3Options = {}): Promise<RunningS3> {
  const clock = options.clock ?? systemClock;
  const s3: S3 = { clock, store: new ObjectStore(options.folder) };
  const server = await listen((message, response) => {
    void answer(s3, message).then((finished) => write(message, response, finished));
  }, 0);
  return {
    endpoint: server.endpoint,
    ensureBucket: (name) => s3.store.addBucket(name, clock.now()),
    close: async () => {
      await server.close();
      s3.store.close();
    },
  };
}

/** The answer to HEAD tells the length of a body that it does not carry. */
function write(message: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  if (message.method !== 'HEAD') return writeAnswer(response, answer);
  response.setHeaders(new Map(Object.entries(answer.headers)));
  response.statusCode = answer.status;
  response.end();
}

async function answer(s3: S3, message: IncomingMessage): Promise<HttpAnswer> {
  try {
    const request = await readRequest(message);
    return await actionOf(request)(s3, request);
  } catch (error) {
    return errorAnswer(error);
  }
}

/** An error nobody named is a bug of the emulator: it is shown in full to whoever called. */
function errorAnswer(error: unknown): HttpAnswer {
  if (error instanceof S3Error)
    return xmlAnswer('Error', { Code: error.code, Message: error.message }, error.status);
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return xmlAnswer('Error', { Code: 'InternalError', Message: message }, 500);
}
