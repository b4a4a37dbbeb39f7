import type * as z from 'zod';
import type { Connector } from '../../../../functions/shared/erp/connectors.ts';
import type { manifestSchema } from '../../../../functions/shared/erp/manifest/manifest.ts';
import { writerOf } from '../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import type { ErpWriter } from '../../../../functions/shared/erp/outbound/erp-writer.ts';
import { aConnector } from '../a-connector.ts';
import { access, scriptedErp, type ScriptedErp } from '../scripted-erp.ts';

type ManifestInput = z.input<typeof manifestSchema>;
type OutboundInput = NonNullable<ManifestInput['outbound']>;

/** A right to send that does not end within a test. */
export const anyTime = { fence: 1, sendBefore: Number.MAX_SAFE_INTEGER };

const outboundSources = {
  'debtor.jsonata': '{ "name": name, "ref": reference }',
  'order.jsonata': '{ "ref": reference, "debtor": debtorExternalId, "total": totals.net }',
  'order-line.jsonata': '{ "ref": reference, "text": description, "quantity": quantity }',
  'order-state.jsonata':
    '{ "externalId": id, "number": no, "reference": ref, "status": $table("state", state), "net": net, "lineCount": $count($list(rows)) }',
};

const byReference: OutboundInput['order']['find'][number] = {
  by: 'our reference',
  path: 'orders',
  query: { ref: '{reference}' },
  records: 'rows',
  number: 'no',
  match: [{ path: 'ref', value: 'reference' }],
};

/** How an ERP that exists in tests only is written to: one request an order, its lines inside. */
export const anOutbound = (overrides: Partial<OutboundInput> = {}): OutboundInput => ({
  writing: { quietSeconds: 60, timeoutSeconds: 30, reference: { field: 'ref', length: 40 } },
  debtor: {
    find: [{ ...byReference, path: 'debtors' }],
    create: { mapping: { file: 'debtor.jsonata' }, step: { path: 'debtors', number: 'no' } },
  },
  order: {
    find: [byReference],
    create: {
      mapping: { file: 'order.jsonata', lines: { file: 'order-line.jsonata', into: 'rows' } },
      steps: [{ kind: 'create', path: 'orders', number: 'no', match: [{ path: 'ref', value: 'reference' }] }],
    },
    read: { path: 'orders/{id}', file: 'order-state.jsonata' },
  },
  ...overrides,
});

export { byReference };

export interface WriterUnderTest {
  readonly writer: ErpWriter;
  readonly erp: ScriptedErp;
  /** Method and path with query of what was asked so far. */
  readonly asked: () => string[];
  /** Bodies of what was sent, as JSON. */
  readonly bodies: () => unknown[];
}

interface Given {
  readonly manifest?: Partial<ManifestInput>;
  readonly outbound?: Partial<OutboundInput>;
  readonly sources?: Record<string, string>;
  readonly access?: Parameters<typeof access>[2];
}

export const anOutboundConnector = ({ manifest, outbound, sources }: Given = {}): Connector =>
  aConnector(
    {
      http: { authentication: { kind: 'none' }, errorText: ['error', ''], test: { path: '' } },
      values: { tables: { state: { open: 'confirmed', draft: 'draft' } } },
      ...manifest,
      outbound: anOutbound(outbound),
    },
    { ...outboundSources, ...sources },
  );

/** A writer to a scripted ERP. */
export function aWriter(script: Parameters<typeof scriptedErp>[0], given: Given = {}): WriterUnderTest {
  const erp = scriptedErp(script);
  const base = 'https://erp.example/api/v1/';
  return {
    erp,
    writer: writerOf(access(anOutboundConnector(given), erp, given.access)),
    asked: () => erp.asked.map(({ method, url }) => `${method} ${url.href.replace(base, '')}`),
    bodies: () => erp.asked.flatMap(({ body }) => (body === undefined ? [] : [JSON.parse(body) as unknown])),
  };
}
