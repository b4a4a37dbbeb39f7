import type { DebtorOrder, ErpOrder } from '../../../../domain/hand-over/erp-order.ts';
import { ErpRejectedError, type FieldProblem } from '../../../../domain/errors.ts';
import type { Connector } from '../connectors.ts';
import type { LookUp } from '../manifest/look-up.ts';
import type { Outbound } from '../manifest/outbound.ts';
import type { CreateStep } from '../manifest/steps.ts';
import { debtorValues, orderValues } from '../outbound/outbound-values.ts';
import type { TemplateValues } from '../fetch/template.ts';
import { madeOf } from './made-body.ts';
import { withSecretNames } from './names-for-values.ts';
import type { Meta } from './secrets-of-meta.ts';
import type { TrialAnswer, TrialRequest } from './trial-erp.ts';
import { tryOutbound, type OutboundTrial, type OutboundTrialResult } from './try-outbound.ts';

export type HandOverSubject = { readonly debtor: DebtorOrder } | { readonly order: ErpOrder };

export interface HandOverTrial {
  /** The look-ups and the writes that would follow, as if the ERP knew nothing and took everything. */
  readonly requests: readonly TrialRequest[];
  readonly problems: readonly FieldProblem[];
}

/** What a connector would ask of its ERP for a hand-over that goes well; secrets are shown by their names. */
export async function tryHandOver(
  connector: Connector,
  subject: HandOverSubject,
  meta: Meta,
): Promise<HandOverTrial> {
  const { outbound } = connector.manifest;
  if (outbound === undefined)
    throw new ErpRejectedError(`The connector ${connector.name} hands nothing over.`);
  const parts = partsOf(outbound, subject);
  const { connector: unproven, secrets, proof } = withSecretNames(connector);
  const attempt = (trial: OutboundTrial, answer: () => TrialAnswer) =>
    tryOutbound(unproven, { trial, meta: { ...meta, secrets } }, answer);
  const shown = ({ requests }: OutboundTrialResult) =>
    requests.map((request) => ({ ...request, headers: { ...request.headers, ...proof } }));
  const found = await attempt(parts.find, () => emptyLists(parts.lookUps));
  if (found.error) return { requests: shown(found), problems: [problem('look-up', found)] };
  const written = await attempt(parts.create, () => taken(connector, parts));
  const isTaken = (written.answer as { outcome?: string } | null)?.outcome === 'accepted';
  return {
    requests: [...shown(found), ...shown(written)],
    problems: isTaken ? [] : [problem('create', written)],
  };
}

interface Parts {
  readonly lookUps: readonly LookUp[];
  readonly step: Omit<CreateStep, 'kind'> | undefined;
  readonly values: TemplateValues;
  readonly find: OutboundTrial;
  readonly create: OutboundTrial;
}

function partsOf(rules: Outbound, subject: HandOverSubject): Parts {
  if ('debtor' in subject)
    return {
      lookUps: rules.debtor.find,
      step: rules.debtor.create.step,
      values: debtorValues(subject.debtor),
      find: { do: 'find-debtor', ...subject },
      create: { do: 'create-debtor', ...subject },
    };
  const step = rules.order.create.steps.find(({ kind }) => kind === 'create') as CreateStep | undefined; // by its kind
  return {
    lookUps: rules.order.find,
    step,
    values: orderValues(subject.order),
    find: { do: 'find-order', reference: subject.order.reference },
    create: { do: 'create-order', ...subject },
  };
}

const emptyLists = (lookUps: readonly LookUp[]): TrialAnswer => ({
  body: madeOf(lookUps.map(({ records }) => [records, []])),
});

/** The answer to the creating request has an id and repeats what it has to; later steps need none, but are given the same. */
function taken(connector: Connector, { step, values }: Parts): TrialAnswer {
  const id = sampleId(connector.manifest.identity.pattern);
  const repeated = (step?.match ?? []).map(({ path, value }): [string, unknown] => [path, values[value]]);
  const place = step?.id ?? 'id';
  const inBody: [string, unknown][] = typeof place === 'string' ? [[place, id]] : [];
  return { ...idHeader(place, id), body: madeOf([...versions(connector), ...repeated, ...inBody]) };
}

/** A header in which the pattern finds the id. */
function idHeader(place: CreateStep['id'], id: string): Pick<TrialAnswer, 'headers'> {
  if (typeof place === 'string') return { headers: { etag: '1' } };
  const text = place.pattern.replace(/\([^)]*\)/, id).replace(/[\\^$]/g, '');
  return { headers: { etag: '1', [place.header.toLowerCase()]: text } };
}

/** What a later step reads before it writes. */
const versions = ({ manifest }: Connector): [string, unknown][] =>
  (manifest.outbound?.order.create.steps ?? []).flatMap((step) =>
    step.kind === 'action' && step.version?.at !== undefined ? [[step.version.at, '1']] : [],
  );

/** An id of the form that this ERP has. */
function sampleId(pattern: string): string {
  const form = new RegExp(`^(?:${pattern})$`);
  const samples = ['00000000-0000-4000-8000-000000000001', '1', 'sample-1'];
  return samples.find((sample) => form.test(sample)) ?? '1';
}

function problem(field: string, { error, answer }: OutboundTrialResult): FieldProblem {
  const reason = error?.message ?? (answer as { reason?: string } | null)?.reason ?? 'it was not taken';
  return { field, reason };
}
