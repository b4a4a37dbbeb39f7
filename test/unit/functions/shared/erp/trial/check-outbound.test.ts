import { describe, expect, it } from 'vitest';
import {
  outboundFiles,
  outboundProblems,
} from '../../../../../../functions/shared/erp/trial/check-outbound.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import {
  anOutbound,
  anOutboundConnector,
  byReference,
} from '../../../../../support/erp/outbound/an-outbound-connector.ts';

type Order = ReturnType<typeof anOutbound>['order'];
const problems = (order: Partial<Order>) =>
  outboundProblems(
    anOutboundConnector({ outbound: { order: { ...anOutbound().order, ...order } } }).manifest,
  );
const mapping = anOutbound().order.create.mapping;
const create = { kind: 'create', path: 'orders' } as const;
const submit = { kind: 'action', path: 'orders/{id}/submit' } as const;
const lines = { kind: 'lines', path: 'l', existing: { path: 'l', records: 'rows' } } as const;

describe('a hand-over as described', () => {
  it('has no problems when it is sound, or when there is none', () => {
    expect([problems({}), outboundProblems(aConnector().manifest)]).toEqual([[], []]);
  });

  it.each<[string, Partial<Order>, RegExp]>([
    ['a first step that creates nothing', { create: { mapping, steps: [submit] } }, /has to be "create"/],
    ['two steps that create', { create: { mapping, steps: [create, create] } }, /has to be "create"/],
    ['lines twice', { create: { mapping, steps: [create, lines] } }, /"into"\) or by a step/],
    [
      'lines nowhere',
      { create: { mapping: { ...mapping, lines: { file: 'order-line.jsonata' } }, steps: [create] } },
      /"into"\) or by a step/,
    ],
    [
      'a step for lines that nobody maps',
      { create: { mapping: { file: 'order.jsonata' }, steps: [create, lines] } },
      /needs a mapping of lines/,
    ],
    [
      'progress by a state that no look-up tells',
      { create: { mapping, steps: [create, submit], progress: { draft: 1 } } },
      /names the "state"/,
    ],
    [
      'a value that nobody has',
      { find: [{ ...byReference, query: { q: '{refrence}' } }] },
      /names the value refrence/,
    ],
    [
      'a comparison with a value that nobody has',
      { find: [{ ...byReference, match: [{ path: 'ref', value: 'orderNumber' }] }] },
      /compares with the value orderNumber/,
    ],
    [
      'a need that nobody can fill',
      { find: [{ ...byReference, needs: ['vatId'] }] },
      /names the value vatId/,
    ],
  ])('%s is named', (_, order, problem) => {
    expect(problems(order).join('\n')).toMatch(problem);
  });

  it('needs to know how the ERP is spoken to', () => {
    const { manifest } = anOutboundConnector();

    expect(outboundProblems({ ...manifest, http: undefined })).toEqual([expect.stringContaining('"http"')]);
  });

  it('names its mappings', () => {
    expect(outboundFiles(anOutboundConnector().manifest).sort()).toEqual([
      ...['debtor.jsonata', 'order-line.jsonata', 'order-state.jsonata', 'order.jsonata'],
    ]);
  });
});
