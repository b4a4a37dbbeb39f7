import { describe, expect, it } from 'vitest';
import { entriesFor } from '../../../../local/demo-erp/webhooks/notification.ts';
import { outcomeOf } from '../../../../local/demo-erp/webhooks/outcome.ts';

const hour = 3_600_000;
const rule = { firstMilliseconds: 1_000, longestMilliseconds: hour, giveUpAfterMilliseconds: 36 * hour };

describe('what follows from an answer', () => {
  it.each([200, 202, 204])('%d: it arrived', (status) => {
    expect(outcomeOf(status, { attempt: 0, firstAt: 0 }, { now: 0, rule })).toEqual({ kind: 'arrived' });
  });

  it.each([408, 429, 500, 503, 599, 'unreachable'] as const)(
    '%s: it is tried again, each time after twice the wait',
    (status) => {
      const waits = [0, 1, 2, 20].map((attempt) =>
        outcomeOf(status, { attempt, firstAt: 0 }, { now: 10, rule }),
      );

      expect(waits).toEqual([1_010, 2_010, 4_010, hour + 10].map((at) => ({ kind: 'retry', at })));
    },
  );

  it.each([301, 400, 401, 403, 404, 410, 422])('%d: the subscription is lost', (status) => {
    expect(outcomeOf(status, { attempt: 0, firstAt: 0 }, { now: 0, rule })).toEqual({ kind: 'unsubscribed' });
  });

  it('is given up after 36 hours', () => {
    const at = (now: number) => outcomeOf(503, { attempt: 30, firstAt: 0 }, { now, rule }).kind;

    expect([at(35 * hour), at(35 * hour + 1)]).toEqual(['retry', 'given-up']);
  });
});

const subscription = {
  id: 'abc',
  notificationUrl: 'http://127.0.0.1/hooks/bc',
  resource: 'https://erp.example/api/v2.0/companies(c)/customers',
  entitySet: 'customers',
  clientState: 'secret',
  createdAt: 0,
  modifiedAt: 0,
  expiresAt: 3 * 24 * hour,
  revision: 1,
} as const;
const change = (recordId: string, modifiedAt: number) => ({
  subscriptionId: 'abc',
  recordId,
  changeType: 'updated' as const,
  modifiedAt,
  firstAt: modifiedAt,
  firstModifiedAt: modifiedAt,
});

describe('the entries of a notification', () => {
  it('name the record by its path, whatever the form of the subscribed resource', () => {
    expect(entriesFor(subscription, [change('r1', 1_500)], 1_000)).toEqual([
      {
        subscriptionId: 'abc',
        clientState: 'secret',
        expirationDateTime: '1970-01-04T00:00:00Z',
        resource: 'api/v2.0/companies(c)/customers(r1)',
        changeType: 'updated',
        lastModifiedDateTime: '1970-01-01T00:00:01.5Z',
      },
    ]);
  });

  it('become one collection entry above the threshold, whose filter includes the first change', () => {
    const changes = [change('r1', 2_000), change('r2', 1_000), change('r3', 3_000)];

    expect(entriesFor(subscription, changes, 3)).toHaveLength(3);
    expect(entriesFor(subscription, changes, 2)).toEqual([
      expect.objectContaining({
        changeType: 'collection',
        resource:
          '/api/v2.0/companies(c)/customers?$filter=lastModifiedDateTime%20gt%201970-01-01T00:00:00.999Z',
        lastModifiedDateTime: '1970-01-01T00:00:03Z',
      }),
    ]);
  });
});
