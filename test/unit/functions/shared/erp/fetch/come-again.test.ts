import { expect, it } from 'vitest';
import { comeAgain } from '../../../../../../functions/shared/erp/fetch/come-again.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const http = {
  authentication: { kind: 'none' as const },
  test: { path: '' },
  waits: [
    { header: 'X-Rate-Limit-Problem', matches: '^day', wait: 3600 },
    { header: 'X-RateLimit-Reset', wait: 'epoch-seconds' as const },
    { header: 'X-Reset-Ms', wait: 'epoch-milliseconds' as const },
    { header: 'RateLimit-Reset', wait: 'seconds' as const },
  ],
};
const erp = scriptedErp([]);
const now = erp.time / 1000;
const to = access(aConnector({ http }), erp);

it.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ 'retry-after': '12' }, 12],
  [{ 'x-rate-limit-problem': 'daylimit', 'retry-after': '12' }, 3600],
  [{ 'x-rate-limit-problem': 'minute', 'retry-after': '12' }, 12],
  [{ 'x-ratelimit-reset': String(now + 42) }, 42],
  [{ 'x-ratelimit-reset': String(now - 5) }, 0],
  [{ 'x-ratelimit-reset': 'soon', 'retry-after': '12' }, 12],
  [{ 'x-reset-ms': String((now + 1) * 1000 + 1) }, 2],
  [{ 'ratelimit-reset': '2.3' }, 3],
])('%j is to come again after %s seconds', (headers, retryAfterSeconds) => {
  expect(comeAgain({ headers }, to)).toEqual(retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
});
