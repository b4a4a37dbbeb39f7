import { describe, expect, it } from 'vitest';
import { ErpRejectedError, ErpUnavailableError } from '../../../../../../domain/errors.ts';
import { anyTime, aWriter } from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { anErpOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';
import type { ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const accepted = { id: '7', no: 'A-7', ref: 'OS-ORDER' };
const create = (answer: ScriptedAnswer, given: Parameters<typeof aWriter>[1] = {}) =>
  aWriter([answer], given).writer.createOrder(anErpOrder(), anyTime);

describe('an answer with an id', () => {
  it('is accepted, with the id and the number that people know', async () => {
    expect(await create({ status: 201, body: accepted })).toEqual({
      outcome: 'accepted',
      externalId: '7',
      number: 'A-7',
    });
  });

  it.each([
    ['no id', { no: 'A-7', ref: 'OS-ORDER' }],
    ['an empty id', { ...accepted, id: '' }],
    ['an id of another form', { ...accepted, id: 'a b' }],
    ['null', null],
    ['another reference than ours', { ...accepted, ref: 'OS-OTHER' }],
    ['a web page', '<html><h1>Welcome</h1></html>'],
    ['a cut body', '{"id": "7", "no": "A'],
    ['no body', undefined],
  ])('%s in a success is unknown', async (_, body) => {
    expect(await create({ status: 201, body })).toMatchObject({ outcome: 'unknown' });
  });
});

describe('a refusal', () => {
  it.each([400, 403, 404, 422])('%i in the ERP’s words is rejected, and shown in them', async (status) => {
    const answer = await create({ status, body: { error: 'The item 7 is blocked.' } });

    expect(answer).toEqual({
      outcome: 'rejected',
      reason: `The ERP answered ${status}: The item 7 is blocked.`,
    });
  });

  it('may be a bare JSON text', async () => {
    expect(await create({ status: 422, body: '"Missing partner"' })).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringContaining('Missing partner'),
    });
  });

  it.each([
    [400, '<h1>Bad request</h1>'],
    [403, undefined],
    [413, '<h1>Too large</h1>'],
  ])(
    '%i without the ERP’s words proves nothing: something in between may have said it',
    async (status, body) => {
      expect(await create({ status, body })).toMatchObject({ outcome: 'unknown' });
    },
  );

  it.each([408, 425, 500, 502, 503, 504, 302])('%i is unknown, whatever it says', async (status) => {
    expect(await create({ status, body: { error: 'Sorry' } })).toMatchObject({ outcome: 'unknown' });
  });

  it('429 was certainly not taken, and says when to come again', async () => {
    expect(await create({ status: 429, headers: { 'retry-after': '7' } })).toMatchObject({
      outcome: 'not-sent',
      retryAfterSeconds: 7,
    });
  });

  it('401 was not processed', async () => {
    expect(await create({ status: 401, body: { error: 'Who are you?' } })).toMatchObject({
      outcome: 'not-sent',
    });
  });

  it('409 is looked up: what exists may be ours', async () => {
    expect(await create({ status: 409, body: { error: 'Already there' } })).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('looked up'),
    });
  });
});

describe('the connector’s rules', () => {
  const errors = [
    { status: [503], path: 'error', matches: '^Not processed', means: 'not-sent' as const },
    { status: [400], path: 'code', matches: '^Duplicate', means: 'exists' as const },
    { status: [200], path: 'fault', means: 'rejected' as const },
    { status: [422], means: 'unknown' as const },
  ];
  it.each([
    [{ status: 503, body: { error: 'Not processed: maintenance' } }, 'not-sent'],
    [{ status: 503, body: { error: 'Sorry' } }, 'unknown'],
    [{ status: 400, body: { code: 'DuplicateKey', error: 'exists' } }, 'unknown'],
    [{ status: 400, body: { code: 'Other', error: 'no' } }, 'rejected'],
    [{ status: 200, body: { ...accepted, fault: 'Locked period' } }, 'rejected'],
    [{ status: 422, body: { error: 'may have been written' } }, 'unknown'],
  ])('come before the status: %j is %s', async (answer, outcome) => {
    expect(await create(answer, { outbound: { errors } })).toMatchObject({ outcome });
  });

  it.each([
    ['rejected', 'rejected'],
    ['unavailable', 'unknown'],
  ] as const)(
    'errors inside a success that hold for reading (%s) hold for writing (%s)',
    async (means, outcome) => {
      const http = {
        authentication: { kind: 'none' as const },
        errors: [{ status: [200], path: 'exception', means }],
        test: { path: '' },
      };

      expect(
        await create({ status: 200, body: { ...accepted, exception: 'x' } }, { manifest: { http } }),
      ).toMatchObject({ outcome });
    },
  );
});

describe('no answer', () => {
  const failing = async (error: Error) => {
    const under = aWriter(() => {
      throw error;
    });
    return (await under.writer.createOrder(anErpOrder(), anyTime)).outcome;
  };
  const because = (facts: object) =>
    new ErpUnavailableError('erp.example did not answer', { cause: Object.assign(new Error('x'), facts) });

  it.each([
    ['a refused connection', { code: 'ECONNREFUSED', syscall: 'connect' }],
    ['a name that does not resolve', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['a connection that could not be opened in time', { code: 'ETIMEDOUT', syscall: 'connect' }],
    ['a certificate nobody trusts', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
    ['a certificate of another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
  ])('after %s was certainly not sent', async (_, facts) => {
    expect(await failing(because(facts))).toBe('not-sent');
  });

  it.each([
    ['a reset connection', { code: 'ECONNRESET', syscall: 'read' }],
    ['a timeout', { name: 'TimeoutError', code: 23 }],
    ['an end in the middle', { code: 'ERR_STREAM_PREMATURE_CLOSE' }],
    ['a fault of TLS that the other side reports', { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }],
    ['a fault of TLS in the middle', { code: 'EPROTO', syscall: 'write' }],
    ['a fault nobody knows', {}],
  ])('after %s is unknown', async (_, facts) => {
    expect(await failing(because(facts))).toBe('unknown');
  });

  it('every address of a name has to refuse', async () => {
    const refused = Object.assign(new Error('x'), { syscall: 'connect' });
    const reset = Object.assign(new Error('x'), { syscall: 'read' });
    const of = (...errors: Error[]) => new ErpUnavailableError('x', { cause: new AggregateError(errors) });

    expect([await failing(of(refused, refused)), await failing(of(refused, reset))]).toEqual([
      'not-sent',
      'unknown',
    ]);
  });

  it('an answer that is too large to read is unknown: the ERP has worked', async () => {
    expect(await failing(new ErpRejectedError('larger than allowed'))).toBe('unknown');
  });
});
