import { describe, expect, it } from 'vitest';
import { aBoxesApi } from '../../../../../support/http/boxes-api.ts';
import { jsonOf } from '../../../../../support/http/http-event.ts';

const boxes = aBoxesApi();

describe('queries and pages', () => {
  const cursorOf = async (query = '') => {
    const page = jsonOf(await boxes.call('GET', '/boxes', { query })) as { cursor: string };
    return encodeURIComponent(page.cursor);
  };

  it('refuses unknown parameters and names the nearest known one', async () => {
    const answer = await boxes.call('GET', '/boxes', { query: 'limits=3' });
    expect(jsonOf(answer)).toMatchObject({
      status: 400,
      errors: [{ reason: 'unknown; did you mean limit?' }],
    });
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'limit=1&limit=2'])('refuses %s', async (query) => {
    expect(jsonOf(await boxes.call('GET', '/boxes', { query }))).toMatchObject({
      status: 400,
      code: 'invalid-query',
    });
  });

  it('gives the next page by cursor and as a link', async () => {
    const first = await boxes.call('GET', '/boxes', { query: 'colour=red&limit=2' });
    const link = /<([^>]+)>; rel="next"/.exec(String(first.headers?.link))?.[1] ?? '';
    const second = await boxes.call('GET', '/boxes', { query: link.split('?')[1] ?? '' });
    expect(jsonOf(second)).toMatchObject({ items: [{ at: '+2' }] });
  });

  it('allows another page size with the same cursor', async () => {
    expect(
      (await boxes.call('GET', '/boxes', { query: `limit=9&cursor=${await cursorOf()}` })).statusCode,
    ).toBe(200);
  });

  it.each([
    ['of other filters', async () => `colour=blue&cursor=${await cursorOf('colour=red')}`],
    ['changed by hand', async () => `cursor=A${await cursorOf()}`],
    ['out of thin air', () => 'cursor=abc'],
  ])('refuses a cursor %s', async (_what, query) => {
    const answer = await boxes.call('GET', '/boxes', { query: await query() });
    expect(jsonOf(answer)).toMatchObject({ status: 400, code: 'invalid-cursor' });
  });

  it('refuses the cursor of another company (S1)', async () => {
    const answer = await boxes.call('GET', '/boxes', {
      query: `cursor=${await cursorOf()}`,
      company: 'other',
    });
    expect(jsonOf(answer)).toMatchObject({ code: 'invalid-cursor' });
  });
});
