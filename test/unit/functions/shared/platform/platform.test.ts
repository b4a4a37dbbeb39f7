import { describe, expect, it } from 'vitest';
import { MappingError } from '../../../../../domain/errors.ts';
import type { CloudEvent } from '../../../../../domain/events/record-event.ts';
import type { EventEntry } from '../../../../../functions/shared/platform/aws/put-events.ts';
import { eventBus } from '../../../../../functions/shared/platform/event-bus.ts';
import { readSettings, settingsSchema } from '../../../../../functions/shared/platform/environment.ts';
import { failureLog } from '../../../../../functions/shared/platform/failure-log.ts';
import { remembered } from '../../../../../functions/shared/platform/remembered.ts';
import { workOff } from '../../../../../functions/shared/platform/work-off.ts';

const event = (id: string) => ({
  type: 'DebtorChanged',
  detail: { id, time: '2026-02-01T08:00:00.000Z' } as CloudEvent<unknown>,
});

describe('the event bus', () => {
  it('takes ten events per call, and names those it did not take', async () => {
    const calls: (readonly EventEntry[])[] = [];
    const putEvents = (entries: readonly EventEntry[]) => {
      calls.push(entries);
      return Promise.resolve(entries.map(({ Detail }) => Detail.includes('"11"')));
    };
    const events = Array.from({ length: 12 }, (_, index) => event(String(index)));

    const refused = await eventBus(putEvents, 'bus').publish(events);

    expect([...refused]).toEqual([events[11]]);
    expect(calls.map((entries) => entries.length)).toEqual([10, 2]);
    expect(calls[0]?.[0]).toEqual({
      ...{ EventBusName: 'bus', Source: 'orderseam', DetailType: 'DebtorChanged' },
      Time: Date.parse('2026-02-01T08:00:00Z') / 1000,
      Detail: JSON.stringify(event('0').detail),
    });
  });
});

describe('a remembered look-up', () => {
  const setUp = () => {
    let nowMs = 0;
    let asked = 0;
    const lookUp = remembered((key: string) => Promise.resolve(`${key} ${(asked += 1)}`), {
      forMs: 100,
      now: () => nowMs,
      most: 2,
    });
    return { lookUp, pass: (ms: number) => (nowMs += ms) };
  };

  it('asks once until its time is over', async () => {
    const { lookUp, pass } = setUp();
    expect([await lookUp('a'), await lookUp('a')]).toEqual(['a 1', 'a 1']);
    pass(101);
    expect(await lookUp('a')).toBe('a 2');
  });

  it('asks again for a caller who needs it fresher, and everyone shares that answer', async () => {
    const { lookUp, pass } = setUp();
    await lookUp('a');
    pass(50);
    expect(await lookUp('a', 60)).toBe('a 1');
    expect(await lookUp('a', 40)).toBe('a 2');
    expect([await lookUp('a'), await lookUp('a', 40)]).toEqual(['a 2', 'a 2']);
  });

  it('does not grow with what strangers ask for', async () => {
    const { lookUp } = setUp();
    for (const key of ['a', 'b', 'c']) await lookUp(key);
    expect(await lookUp('a')).toBe('a 4');
  });

  it('forgets errors at once', async () => {
    let fails = true;
    const lookUp = remembered(() => (fails ? Promise.reject(new Error('down')) : Promise.resolve('up')), {
      forMs: 100,
      now: () => 0,
    });
    await expect(lookUp('a')).rejects.toThrow('down');
    fails = false;
    expect(await lookUp('a')).toBe('up');
  });
});

describe('the log of failures (S2)', () => {
  const noted = (error: unknown) => {
    const lines: { level: string; text: string }[] = [];
    const sink = (level: string) => (message: string, details: object) =>
      lines.push({ level, text: message + JSON.stringify(details) });
    failureLog({ warn: sink('warn'), error: sink('error') }).note(error, { messageId: 'm-1', receives: 2 });
    return lines;
  };

  it('names message and error without quoting what was sent', () => {
    const [line] = noted(new MappingError('The name "Eva Huber" is too long.', []));
    expect(line?.level).toBe('warn');
    expect(line?.text).toContain('m-1');
    expect(line?.text).toContain('MappingError');
    expect(line?.text).not.toContain('Eva Huber');
  });

  it('a parser’s message is left out, a mistake of ours is not', () => {
    expect(noted(new SyntaxError('Unexpected token in "Eva Huber"'))[0]?.text).not.toContain('Eva');
    expect(noted(new TypeError('x is not a function'))[0]).toMatchObject({
      level: 'error',
      text: expect.stringContaining('x is not a function'),
    });
  });
});

it('a queue brings again only the message that failed', async () => {
  const done: string[] = [];
  const handler = workOff({ note: () => undefined }, (body) => {
    if (body === 'bad') return Promise.reject(new Error('bad'));
    done.push(body);
    return Promise.resolve();
  });
  const Records = ['good', 'bad', 'fine'].map((body) => ({
    messageId: body,
    body,
    attributes: { ApproximateReceiveCount: '1' },
  }));
  expect(await handler({ Records } as never)).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
  expect(done).toEqual(['good', 'fine']);
});

describe('settings', () => {
  it('that are missing stop the function when it starts, by name', () => {
    expect(() => readSettings(settingsSchema.pick({ CRM_TABLE: true }), {})).toThrow(/CRM_TABLE/);
  });

  it('hold lists as texts separated by blanks', () => {
    const schema = settingsSchema.pick({ ERP_HTTP_HOSTS: true });
    expect(readSettings(schema, { ERP_HTTP_HOSTS: ' 127.0.0.1  erp.local ' })).toEqual({
      ERP_HTTP_HOSTS: ['127.0.0.1', 'erp.local'],
    });
    expect(readSettings(schema, {})).toEqual({ ERP_HTTP_HOSTS: [] });
  });
});
