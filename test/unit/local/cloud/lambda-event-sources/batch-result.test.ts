import { describe, expect, it } from 'vitest';
import { completed } from '../../../../../local/cloud/lambda-event-sources/batch-result.ts';

const batch = ['a', 'b', 'c'].map((MessageId) => ({
  MessageId,
  ReceiptHandle: MessageId,
  Body: '',
  MD5OfBody: '',
  Attributes: {},
}));
const returned = (result: unknown) => ({ ok: true as const, requestId: '', payload: JSON.stringify(result) });
const done = (result: unknown, reports = true) =>
  completed(batch, returned(result), reports).map(({ MessageId }) => MessageId);
const item = (itemIdentifier: unknown) => ({ itemIdentifier });

describe('which messages of a batch are done', () => {
  it.each([
    ['nothing returned', null],
    ['no list', {}],
    ['a list that is null', { batchItemFailures: null }],
    ['an empty list', { batchItemFailures: [] }],
  ])('%s: all', (_what, result) => {
    expect(done(result)).toEqual(['a', 'b', 'c']);
  });

  it('all but the reported ones', () => {
    expect(done({ batchItemFailures: [item('b')] })).toEqual(['a', 'c']);
  });

  it.each([
    ['an unknown id', { batchItemFailures: [item('z')] }],
    ['an empty id', { batchItemFailures: [item('')] }],
    ['an id that is no text', { batchItemFailures: [item(null)] }],
    ['a misspelled member', { batchItemFailures: [{ itemId: 'a' }] }],
    ['a list that is none', { batchItemFailures: 'a' }],
  ])('%s: none, as AWS fails the whole batch', (_what, result) => {
    expect(done(result)).toEqual([]);
  });

  it('all when the mapping does not report failures, whatever is returned', () => {
    expect(done({ batchItemFailures: [item('b')] }, false)).toEqual(['a', 'b', 'c']);
  });

  it('none when the function failed', () => {
    const failed = { ok: false as const, requestId: '', error: { errorType: 'Error', errorMessage: 'x' } };

    expect(completed(batch, failed, true)).toEqual([]);
  });
});
