import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../../../functions/shared/platform/sha256.ts';

const message = Buffer.from('what is signed');
const expected = (key: string | Buffer) => createHmac('sha256', key).update(message).digest('hex');

async function digestOf(hash: Sha256): Promise<string> {
  hash.update(message.subarray(0, 4));
  hash.update(message.subarray(4));
  return Buffer.from(await hash.digest()).toString('hex');
}

describe('the hash requests are signed with', () => {
  it('is SHA-256 without a secret', async () => {
    expect(await digestOf(new Sha256())).toBe(createHash('sha256').update(message).digest('hex'));
  });

  it.each([
    ['a text', 'AWS4secret', Buffer.from('AWS4secret')],
    ['bytes', new Uint8Array([1, 2, 3]), Buffer.from([1, 2, 3])],
    ['a part of a buffer', new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4), Buffer.from([1, 2, 3])],
    ['a whole buffer', new Uint8Array([1, 2, 3]).buffer, Buffer.from([1, 2, 3])],
  ])('is its HMAC with %s as secret, the first time and again', async (_, secret, bytes) => {
    expect(await digestOf(new Sha256(secret))).toBe(expected(bytes));
    expect(await digestOf(new Sha256(secret))).toBe(expected(bytes));
  });

  it('starts anew when it is reset', async () => {
    const hash = new Sha256('secret');
    hash.update(Buffer.from('something else'));
    hash.reset();

    expect(await digestOf(hash)).toBe(expected('secret'));
  });
});
