import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { messageBodySchema } from '../../../../../domain/deliveries/delivery-message.ts';
import { bodyInMessage, readMessageBody } from '../../../../../functions/shared/ingestion/message-body.ts';

const archive = {
  put: () => Promise.reject(new Error('nothing is archived here')),
  read: () => Promise.reject(new Error('nothing is archived here')),
};
const words = (length: number) => Buffer.alloc(length, '{"number":"RE-1","net":"100.00"}');

describe('the bytes of a delivery in its message', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'plain'],
    ['an invoice of 20 lines', words(5_461), 'plain'],
    ['what is no text', randomBytes(1_000), 'plain'],
    ['the most that goes as it is', words(40_000), 'plain'],
    ['one byte more', words(40_001), 'deflated'],
    ['a megabyte that deflates well', words(1_048_576), 'deflated'],
  ])('come back byte for byte: %s', async (_, bytes, form) => {
    const body = messageBodySchema.parse(JSON.parse(JSON.stringify(bodyInMessage(bytes))));

    expect(Object.keys(body)).toEqual([form]);
    expect(bytes.equals(await readMessageBody(body, archive))).toBe(true);
  });

  it.each([
    ['deflate badly', randomBytes(200_000)],
    ['are more than deflating may take of the answer’s time', words(1_048_577)],
  ])('do not travel where they %s', (_, bytes) => {
    expect(bodyInMessage(bytes)).toBeUndefined();
  });

  it('stay within one billed part of a message where they are not deflated', () => {
    expect(JSON.stringify(bodyInMessage(words(40_000))).length).toBeLessThan(60 * 1024);
  });
});
