import { describe, expect, it } from 'vitest';
import { messageFilter } from '../../../../../local/cloud/lambda-event-sources/message-filter.ts';

const filter = (...patterns: object[]) =>
  messageFilter({ Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) });

describe('the filter of an event source', () => {
  it('lets everything pass without criteria', () => {
    expect(messageFilter(undefined)('anything')).toBe(true);
  });

  it('looks into a body that is a JSON object', () => {
    const accepts = filter({ body: { kind: ['invoice'], amount: [{ numeric: ['>', 10] }] } });

    expect(accepts('{"kind":"invoice","amount":11}')).toBe(true);
    expect(accepts('{"kind":"invoice","amount":10}')).toBe(false);
    expect(accepts('{"kind":"order","amount":11}')).toBe(false);
  });

  it('takes any other body as text', () => {
    const accepts = filter({ body: ['ping'] });

    expect(accepts('ping')).toBe(true);
    expect(accepts('pong')).toBe(false);
    expect(accepts('["ping"]')).toBe(false);
  });

  it('passes what one of several patterns matches', () => {
    const accepts = filter({ body: { a: [1] } }, { body: { b: [2] } });

    expect(accepts('{"b":2}')).toBe(true);
    expect(accepts('{"c":3}')).toBe(false);
  });

  it('stops the boot when it is no pattern', () => {
    expect(() => messageFilter({ Filters: [{ Pattern: { body: ['x'] } }] })).toThrow('JSON text');
  });
});
