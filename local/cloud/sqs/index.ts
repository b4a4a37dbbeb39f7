import { startAwsJsonServer } from '../aws-json/server.ts';
import { systemClock, type Clock } from '../clock.ts';
import { sqsActions } from './actions/index.ts';
import { changeVisibility, type VisibilityChange } from './change-visibility.ts';
import type { MessageCounts } from './message-store.ts';
import { parseReceipt } from './receipt.ts';
import { receive, type ReceivedMessage, type ReceiveRequest } from './receive.ts';
import { outgoingSchema, send } from './send.ts';
import { openSqs, type Sqs } from './service.ts';
import { place } from '../place.ts';

export type { ReceivedMessage } from './receive.ts';

export interface SqsOptions {
  /** Where the database lives; without it all is in memory. */
  readonly folder?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly port?: number;
}

/** The HTTP API, and beside it the same queues without HTTP for what lives in this process. */
export interface RunningSqs extends SqsDirect {
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface SqsDirect {
  /** Creates the queue, or changes the one of that name; attributes as in the API. */
  ensureQueue(
    name: string,
    attributes?: Readonly<Record<string, string>>,
  ): Promise<{ arn: string; url: string }>;
  urlOf(name: string): string;
  sendDirect(queueArn: string, body: string): Promise<void>;
  /** Up to `max` messages (any number); waits up to `waitSeconds`, or until the signal aborts, for the first. */
  receiveDirect(queueArn: string, max: number, wait?: ReceiveWait): Promise<ReceivedMessage[]>;
  deleteDirect(receiptHandles: readonly string[]): Promise<void>;
  changeVisibilityDirect(queueArn: string, change: VisibilityChange): Promise<void>;
  count(queueArn: string): MessageCounts;
}

export type ReceiveWait = Pick<ReceiveRequest, 'waitSeconds' | 'visibilitySeconds' | 'signal'>;

/** 1 MiB of text may be several times as long when JSON has to escape it. */
const LARGEST_REQUEST = 8 * 1024 * 1024;

export async function startSqs(options: SqsOptions = {}): Promise<RunningSqs> {
  const opened = await openSqs(options.folder, options.clock ?? systemClock);
  const server = await startAwsJsonServer(
    {
      target: 'AmazonSQS',
      version: '1.0',
      largestBody: LARGEST_REQUEST,
      invalidInputCode: 'InvalidParameterValue',
      actions: sqsActions({ ...opened, urlOf: (name) => urlOf(name) }),
    },
    options.port,
  );
  const urlOf = (name: string): string => `${server.endpoint}/${place.account}/${name}`;

  return {
    endpoint: server.endpoint,
    ...direct({ ...opened, urlOf }),
    close: async () => {
      opened.close();
      await server.close();
    },
  };
}

function direct(sqs: Sqs): SqsDirect {
  return {
    urlOf: (name) => sqs.urlOf(name),
    ensureQueue: async (name, attributes = {}) => {
      const { arn } = await sqs.queues.save(name, attributes);
      return { arn, url: sqs.urlOf(name) };
    },
    sendDirect: async (arn, body) => {
      await send(sqs, sqs.queues.byArn(arn), [outgoingSchema.parse({ MessageBody: body })]);
    },
    receiveDirect: (arn, max, wait) => receive(sqs, { ...wait, queue: sqs.queues.byArn(arn), max }),
    deleteDirect: async (handles) => {
      const receipts = handles.map(parseReceipt);
      await sqs.journal.write(() => receipts.forEach((receipt) => sqs.messages.remove(receipt)));
    },
    changeVisibilityDirect: (arn, change) => changeVisibility(sqs, sqs.queues.byArn(arn), change),
    count: (arn) => sqs.messages.count(sqs.queues.byArn(arn).name, sqs.clock.now()),
  };
}
