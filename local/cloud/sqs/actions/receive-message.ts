import * as z from 'zod';
import { receive, type ReceivedMessage } from '../receive.ts';
import type { Sqs } from '../service.ts';
import { queueUrlSchema } from './queue-url.ts';

const names = z.array(z.string()).default([]);
const inputSchema = queueUrlSchema.extend({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});
type Input = z.infer<typeof inputSchema>;

export async function receiveMessage(sqs: Sqs, input: unknown, signal: AbortSignal): Promise<object> {
  const request = inputSchema.parse(input);
  const messages = await receive(sqs, {
    queue: sqs.queues.byUrl(request.QueueUrl),
    max: request.MaxNumberOfMessages,
    visibilitySeconds: request.VisibilityTimeout,
    waitSeconds: request.WaitTimeSeconds,
    signal,
  });
  return messages.length > 0 ? { Messages: messages.map((message) => withAskedFor(message, request)) } : {};
}

/** Attributes are shown only when they were asked for. */
function withAskedFor(
  { Attributes, MessageAttributes, ...message }: ReceivedMessage,
  request: Input,
): object {
  const system = picked(Attributes, [...request.AttributeNames, ...request.MessageSystemAttributeNames]);
  const own = picked(MessageAttributes ?? {}, request.MessageAttributeNames);
  return { ...message, ...(system && { Attributes: system }), ...(own && { MessageAttributes: own }) };
}

function picked<T>(
  all: Readonly<Record<string, T>>,
  names: readonly string[],
): Record<string, T> | undefined {
  const everything = names.includes('All') || names.includes('.*');
  const entries = Object.entries(all).filter(([name]) => everything || names.includes(name));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
