import { expect, it } from 'vitest';
import {
  outboundVectorSchema,
  runOutboundVector,
} from '../../../../../../functions/shared/erp/trial/outbound-vector.ts';
import { anOutboundConnector } from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { anErpOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';

const sound = {
  title: 'an order',
  trial: { do: 'create-order', order: anErpOrder() },
  answers: [{ status: 201, body: { id: '7', ref: 'OS-ORDER' } }],
  expect: {
    requests: [
      {
        ...{ method: 'POST', path: 'orders', headers: { 'content-type': 'application/json' } },
        body: {
          ...{ ref: 'OS-ORDER', debtor: 'd-1', total: '21.00' },
          rows: [{ ref: 'OS-ORDER/1', text: 'Montage', quantity: '2' }],
        },
      },
    ],
    answer: { outcome: 'accepted', externalId: '7' },
  },
};
const run = async (overrides: object) => {
  const vector = outboundVectorSchema.parse({ ...sound, ...overrides });
  return (await runOutboundVector(anOutboundConnector(), ['x', vector])).differences;
};

it('passes where requests and answer are as expected', async () => {
  expect(await run({})).toEqual([]);
});

it.each([
  ['another answer', { expect: { ...sound.expect, answer: { outcome: 'unknown' } } }, /answer/],
  [
    'another path',
    { expect: { requests: [{ ...sound.expect.requests[0], path: 'other' }] } },
    /requests\.0\.path/,
  ],
  [
    'another header',
    { expect: { requests: [{ ...sound.expect.requests[0], headers: { 'x-key': '1' } }] } },
    /headers/,
  ],
  ['a request too many', { expect: { requests: [] } }, /requests/],
  ['an answer that nobody asked for', { answers: [...sound.answers, { status: 200 }] }, /not all of them/],
  ['an answer too few', { answers: [], expect: {} }, /No answer is left/],
  ['an error that did not come', { expect: { error: { name: 'ErpRejectedError' } } }, /error/],
])('fails by %s', async (_, overrides, difference) => {
  expect((await run(overrides)).join('\n')).toMatch(difference);
});
