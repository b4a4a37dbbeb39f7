import { gunzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { compressAnswer } from '../../../../../functions/shared/http/compress-answer.ts';

const answer = (body: string | Uint8Array, headers: Record<string, string> = {}) => ({
  status: 200,
  headers,
  body,
});
const large = JSON.stringify(Array.from({ length: 20_000 }, (_, n) => `line ${n}`));

it('leaves small answers alone', async () => {
  const small = answer('{"a":1}');
  expect(await compressAnswer(small, 'gzip')).toBe(small);
});

it.each(['gzip', 'br, gzip;q=0.5', 'GZIP'])('packs large answers for who accepts %s', async (accepted) => {
  const packed = await compressAnswer(answer(large), accepted);
  expect(packed.headers).toEqual({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(gunzipSync(packed.body as Uint8Array).toString()).toBe(large);
});

it.each(['', 'br', 'gzip;q=0', 'identity, gzip;q=0.0'])(
  'does not pack for who accepts "%s"',
  async (accepted) => {
    expect(await compressAnswer(answer(large), accepted)).toMatchObject({
      body: large,
      headers: { vary: 'accept-encoding' },
    });
  },
);

it('never packs what has a digest of its bytes', async () => {
  const exact = answer(large, { 'accept-ranges': 'bytes' });
  expect(await compressAnswer(exact, 'gzip')).toBe(exact);
});

it('refuses what would not fit an answer, saying what to do', async () => {
  const huge = 'x'.repeat(5_000_000);
  await expect(compressAnswer(answer(huge))).rejects.toThrow('Accept-Encoding: gzip');
  expect((await compressAnswer(answer(huge), 'gzip')).body.length).toBeLessThan(10_000);
  await expect(compressAnswer(answer(randomBytes(5_000_000)), 'gzip')).rejects.toThrow('ask for less');
});
