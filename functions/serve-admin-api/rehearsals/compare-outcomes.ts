import type { Entity } from '../../../domain/canonical/change.ts';
import type { FieldProblem } from '../../../domain/errors.ts';
import type { TrialFailure, TrialOutcome } from '../../shared/erp/trial/sandbox.ts';
import { differences } from '../deliveries/differences.ts';
import type { RehearsedRecord, Verdict } from '../views/rehearsal-view.ts';

/** One record, mapped twice. */
export type Compared = Omit<RehearsedRecord, 'deliveryId' | 'verdict'> & { readonly verdict: Verdict };

/** What one of the two connectors made of a record. */
type Made =
  | { readonly is: 'mapped'; readonly canonical: object }
  | { readonly is: 'failed'; readonly problems: readonly FieldProblem[] }
  | { readonly is: 'deleted' | 'ignored' | 'named' | 'not announced'; readonly reason?: string | undefined };

interface About {
  readonly entity?: Entity;
  readonly externalId: string | null;
}

/** What a connector made of one body. `whole` is where it made nothing of any record. */
interface Side {
  readonly made: ReadonlyMap<string, { readonly about: About; readonly made: Made }>;
  readonly whole?: Made;
}

/** What changes for each record of a body when the second connector takes the place of the first. */
export function compareOutcomes(before: TrialOutcome, after: TrialOutcome): Compared[] {
  const reason = reasonOf(before, 'not-tried', 'too-large') ?? reasonOf(after, 'not-tried');
  if (reason !== undefined) return [{ externalId: null, verdict: 'not-comparable', reason }];
  const [left, right] = [sideOf(before), sideOf(after)];
  const keys = new Set([...left.made.keys(), ...right.made.keys()]);
  if (keys.size === 0 && (left.whole ?? right.whole)) keys.add(BODY);
  return [...keys].map((key) => {
    const about = (left.made.get(key) ?? right.made.get(key))?.about ?? { externalId: null };
    return { ...about, ...numberIn(left, right, key), ...verdictOn(madeOf(left, key), madeOf(right, key)) };
  });
}

/** Why a run says nothing of a body: it was over, or full, before its turn came. Only if what ships had room, a result that is too large is the change's. */
const reasonOf = (outcome: TrialOutcome, ...codes: readonly TrialFailure['code'][]): string | undefined =>
  'failure' in outcome && codes.includes(outcome.failure.code) ? outcome.failure.reason : undefined;

const BODY = '(body)';

const madeOf = (side: Side, key: string): Made =>
  side.whole ?? side.made.get(key)?.made ?? { is: 'not announced' };

function sideOf(outcome: TrialOutcome): Side {
  if ('failure' in outcome)
    return { made: new Map(), whole: failed([{ field: '(mapping)', reason: outcome.failure.reason }]) };
  const { records, canonical, problems } = outcome.result;
  const made: [string, { about: About; made: Made }][] = records.map((record, index) => [
    keyOf(record, occurrence(records, index)),
    {
      about: { entity: record.entity, externalId: record.externalId },
      made: madeBy(record, canonical[record.canonical ?? -1]),
    },
  ]);
  const loose = problemsOfBody(records, problems);
  if (loose.length > 0) made.push([BODY, { about: { externalId: null }, made: failed(loose) }]);
  return { made: new Map(made) };
}

type Tried = Extract<TrialOutcome, { result: unknown }>['result'];
type Record = Tried['records'][number];

const keyOf = ({ entity, externalId }: Record, nth: number): string => `${entity} ${externalId ?? ''} ${nth}`;

/** One body may announce the same record several times. */
const occurrence = (records: readonly Record[], index: number): number =>
  records
    .slice(0, index)
    .filter(
      ({ entity, externalId }) =>
        entity === records[index]?.entity && externalId === records[index]?.externalId,
    ).length;

function madeBy({ outcome, reason, problems = [] }: Record, canonical: object | undefined): Made {
  if (outcome === 'failed') return failed(problems);
  if (outcome === 'mapped') return { is: outcome, canonical: canonical ?? {} };
  return { is: outcome, reason };
}

const failed = (problems: readonly FieldProblem[]): Made => ({ is: 'failed', problems });

/** Of the body or of an entry in it, not of a record. */
function problemsOfBody(records: readonly Record[], problems: readonly FieldProblem[]): FieldProblem[] {
  const known = new Set(
    records.flatMap((record) => record.problems ?? []).map((each) => JSON.stringify(each)),
  );
  return problems.filter((problem) => !known.has(JSON.stringify(problem)));
}

function numberIn(left: Side, right: Side, key: string): { number?: string } {
  const made = [madeOf(left, key), madeOf(right, key)].find(({ is }) => is === 'mapped');
  const number = made?.is === 'mapped' && 'number' in made.canonical ? made.canonical.number : undefined;
  return typeof number === 'string' ? { number } : {};
}

type Judged = Pick<Compared, 'verdict' | 'fields' | 'problems' | 'reason'>;

function verdictOn(before: Made, after: Made): Judged {
  if (after.is === 'failed')
    return { verdict: before.is === 'failed' ? 'still-failing' : 'failing', problems: after.problems };
  if (before.is === 'failed') return { verdict: 'mended', problems: before.problems };
  if (before.is === 'named' && after.is === 'named')
    return {
      verdict: 'not-comparable',
      reason: 'The delivery only names the record; what was read is not kept.',
    };
  if (before.is === 'mapped' && after.is === 'mapped') return ofFields(before.canonical, after.canonical);
  const [was, will] = [inWords(before), inWords(after)];
  return was === will
    ? { verdict: 'equal' }
    : { verdict: 'changed', fields: [{ field: '(record)', before: was, after: will }] };
}

function ofFields(before: object, after: object): Judged {
  const fields = differences(before, after).map(({ field, ...values }) => ({
    field,
    ...('stored' in values && { before: values.stored }),
    ...('mapped' in values && { after: values.mapped }),
  }));
  return fields.length === 0 ? { verdict: 'equal' } : { verdict: 'changed', fields };
}

const inWords = (made: Made): string =>
  'reason' in made && made.reason !== undefined ? `${made.is}: ${made.reason}` : made.is;
