import { hash } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../aws-json/aws-error.ts';
import {
  md5OfAttributes,
  messageAttributesSchema,
  sizeOfAttributes,
  type MessageAttributes,
} from './message-attributes.ts';
import type { NewMessage } from './message-store.ts';
import { seconds, type Queue } from './queue.ts';
import type { Sqs } from './service.ts';

export const outgoingSchema = z.object({
  MessageBody: z.string(),
  MessageAttributes: messageAttributesSchema.default({}),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
});
export type Outgoing = z.infer<typeof outgoingSchema>;

export interface Sent {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
}

/** Characters that XML 1.0 lacks, and with it SQS; lone surrogates are refused by `isWellFormed`. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Puts messages into a queue; resolves when they are committed. */
export async function send(sqs: Sqs, queue: Queue, outgoing: readonly Outgoing[]): Promise<Sent[]> {
  const messages = outgoing.map((message) => prepared(message, queue, sqs.clock.now()));
  const ids = await sqs.journal.write(() =>
    messages.map((message) => sqs.messages.insert(queue.name, message)),
  );
  sqs.arrivals.announce(queue.name);
  return outgoing.map((message, index) => receiptOf(message, ids[index] ?? ''));
}

function prepared(message: Outgoing, queue: Queue, now: number): NewMessage {
  checkContents(message, queue);
  const delaySeconds = message.DelaySeconds ?? seconds(queue, 'DelaySeconds');
  return {
    body: message.MessageBody,
    attributes: hasAttributes(message.MessageAttributes) ? JSON.stringify(message.MessageAttributes) : null,
    sentAt: now,
    visibleAt: now + delaySeconds * 1000,
  };
}

export function sizeOf(message: Outgoing): number {
  return Buffer.byteLength(message.MessageBody) + sizeOfAttributes(message.MessageAttributes);
}

function checkContents(message: Outgoing, queue: Queue): void {
  const { MessageBody: body } = message;
  if (body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (FORBIDDEN.test(body) || !body.isWellFormed()) {
    throw new AwsError('InvalidMessageContents', 'The body has characters that SQS does not allow.');
  }
  const largest = seconds(queue, 'MaximumMessageSize');
  if (sizeOf(message) > largest) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Message must be shorter than ${largest} bytes.`,
    );
  }
}

function receiptOf(message: Outgoing, id: string): Sent {
  return {
    MessageId: id,
    MD5OfMessageBody: hash('md5', message.MessageBody),
    ...(hasAttributes(message.MessageAttributes) && {
      MD5OfMessageAttributes: md5OfAttributes(message.MessageAttributes),
    }),
  };
}

function hasAttributes(attributes: MessageAttributes): boolean {
  return Object.keys(attributes).length > 0;
}
