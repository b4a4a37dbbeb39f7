import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime } from '../../../../../functions/serve-admin-api/trials/in-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('what comes in time is passed on, failures too, and no timer is left', async () => {
  await expect(inTime(Promise.resolve('read'))).resolves.toBe('read');
  await expect(inTime(Promise.reject(new Error('Refused.')))).rejects.toThrow('Refused.');
  expect(vi.getTimerCount()).toBe(0);
});

it('an ERP that keeps a person waiting is given up', async () => {
  const given = expect(inTime(new Promise(() => undefined))).rejects.toMatchObject({
    name: 'ErpUnavailableError',
    message: 'The ERP did not answer within 10 s.',
  });
  await vi.advanceTimersByTimeAsync(10_000);
  await given;
});

it('what fails after it was given up is nobody’s concern any more', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  const given = expect(inTime(promise)).rejects.toThrow('within 10 s');
  await vi.advanceTimersByTimeAsync(10_000);
  await given;
  reject(new Error('Too late.'));
  await vi.advanceTimersByTimeAsync(0);
});
