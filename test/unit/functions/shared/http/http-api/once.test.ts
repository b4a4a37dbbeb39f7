import { describe, expect, it } from 'vitest';
import { aBoxesApi } from '../../../../../support/http/boxes-api.ts';
import { jsonOf } from '../../../../../support/http/http-event.ts';

const boxes = aBoxesApi();

describe('Idempotency-Key', () => {
  const create = (key: string, name = 'a', subject = 'ada') =>
    boxes.call('POST', '/boxes', { headers: { 'idempotency-key': key }, body: { name }, subject });

  it('does the same request once and answers it twice', async () => {
    const done: string[] = [];
    boxes.put = (name) => Promise.resolve(void done.push(name));
    const [first, second] = [await create('k'), await create('k')];
    expect(done).toEqual(['a']);
    expect(second).toMatchObject({
      statusCode: 201,
      body: first.body,
      headers: { location: '/boxes/a', etag: '"1"' },
    });
  });

  it('refuses another request with the same key', async () => {
    await create('k');
    expect(jsonOf(await create('k', 'b'))).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('refuses the same request while the first is at work', async () => {
    const gate = Promise.withResolvers<undefined>();
    boxes.put = () => gate.promise;
    const first = create('k');
    expect(await create('k')).toMatchObject({ statusCode: 409, headers: { 'retry-after': '2' } });
    gate.resolve(undefined);
    expect((await first).statusCode).toBe(201);
  });

  it('frees the key when the request failed', async () => {
    boxes.put = () => Promise.reject(new Error('disk'));
    expect((await create('k')).statusCode).toBe(500);
    boxes.put = () => Promise.resolve();
    expect((await create('k')).statusCode).toBe(201);
  });

  it('keeps the keys of two people apart', async () => {
    await create('k');
    expect((await create('k', 'b', 'bob')).statusCode).toBe(201);
  });

  it('refuses a key that is not plain', async () => {
    expect((await create('a b')).statusCode).toBe(400);
  });
});
