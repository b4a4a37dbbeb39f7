import { describe, expect, it } from 'vitest';
import { compareOutcomes } from '../../../../../functions/serve-admin-api/rehearsals/compare-outcomes.ts';
import type { TrialOutcome } from '../../../../../functions/shared/erp/trial/sandbox.ts';

type Result = Extract<TrialOutcome, { result: unknown }>['result'];
type Tried = Result['records'][number];

const outcome = (fields: Partial<Result>): TrialOutcome => ({
  key: 'd',
  result: {
    ...{ authentic: null, changes: [], requests: [], records: [], canonical: [] },
    ...{ ignored: [], refused: [], forPeople: [], problems: [] },
    ...fields,
  },
});
const record = (fields: Partial<Tried> = {}): Tried => ({
  ...{ entity: 'debtor', externalId: 'a', outcome: 'mapped', canonical: 0 },
  ...fields,
});
const mapped = (canonical: object): TrialOutcome =>
  outcome({ records: [record()], canonical: [{ ...canonical }] });
const ended = (fields: Partial<Tried>): TrialOutcome => {
  const problems = [...(fields.problems ?? [])];
  return outcome({ records: [record({ canonical: undefined, ...fields })], problems });
};
const failing = ended({ outcome: 'failed', problems: [{ field: 'name', reason: 'is missing' }] });
const crashed: TrialOutcome = { key: 'd', failure: { code: 'crashed', reason: 'It ended.' } };

const verdicts = (before: TrialOutcome, after: TrialOutcome) =>
  compareOutcomes(before, after).map(({ verdict }) => verdict);

describe('a record that both map', () => {
  it('is equal whatever the order of its fields, and empty is as absent', () => {
    expect(verdicts(mapped({ name: 'A', email: null }), mapped({ email: null, name: 'A' }))).toEqual([
      'equal',
    ]);
  });

  it('is changed in every field that differs, lines by their position', () => {
    const before = mapped({ number: '7', lines: [{ net: '1' }, { net: '2' }] });
    expect(compareOutcomes(before, mapped({ number: '7', lines: [{ net: '1' }, { net: '3' }] }))).toEqual([
      {
        ...{ entity: 'debtor', externalId: 'a', number: '7', verdict: 'changed' },
        fields: [{ field: 'lines[1].net', before: '2', after: '3' }],
      },
    ]);
  });
});

describe('a record that ends in different ways', () => {
  it.each([
    ['fails now', mapped({}), failing, 'failing'],
    ['failed and maps now', failing, mapped({}), 'mended'],
    ['fails as before', failing, failing, 'still-failing'],
    ['brought the mapping down', mapped({}), crashed, 'failing'],
    ['brought the old mapping down', crashed, mapped({}), 'mended'],
    ['is only named', ended({ outcome: 'named' }), ended({ outcome: 'named' }), 'not-comparable'],
    ['is deleted', ended({ outcome: 'deleted' }), ended({ outcome: 'deleted' }), 'equal'],
  ])('%s', (_, before, after, verdict) => {
    expect(verdicts(before, after)).toEqual([verdict]);
  });

  it.each([
    ['ignored', ended({ outcome: 'ignored', reason: 'pro forma' }), 'ignored: pro forma'],
    ['no longer announced', outcome({}), 'not announced'],
  ])('is changed as a whole where it is %s', (_, after, words) => {
    expect(compareOutcomes(mapped({ number: '7' }), after)).toMatchObject([
      { number: '7', verdict: 'changed', fields: [{ field: '(record)', before: 'mapped', after: words }] },
    ]);
  });
});

describe('a body', () => {
  it('is compared record by record, also where it brings one several times', () => {
    const twice = (second: string) =>
      outcome({
        records: [record(), record({ canonical: 1 }), record({ externalId: 'b', canonical: 2 })],
        canonical: [{ name: '1' }, { name: second }, { name: '3' }],
      });
    expect(verdicts(twice('2'), twice('x'))).toEqual(['equal', 'changed', 'equal']);
  });

  it('fails as a whole where it cannot be read, beside the records that can', () => {
    const problem = { field: '(body)', reason: 'it ends too early' };
    expect(compareOutcomes(mapped({}), outcome({ problems: [problem] }))).toMatchObject([
      { externalId: 'a', verdict: 'changed' },
      { externalId: null, verdict: 'failing', problems: [problem] },
    ]);
  });

  it('that brings down both mappings is one failure', () => {
    expect(compareOutcomes(crashed, crashed)).toEqual([
      {
        ...{ externalId: null, verdict: 'still-failing' },
        problems: [{ field: '(mapping)', reason: 'It ended.' }],
      },
    ]);
  });

  it.each([true, false])('that one of them did not come to is not comparable (%s)', (isFirst) => {
    const late: TrialOutcome = { key: 'd', failure: { code: 'not-tried', reason: 'The time was over.' } };
    const pair: [TrialOutcome, TrialOutcome] = isFirst ? [late, mapped({})] : [mapped({}), late];
    expect(compareOutcomes(...pair)).toEqual([
      { externalId: null, verdict: 'not-comparable', reason: 'The time was over.' },
    ]);
  });

  it('whose result is too large for the answer fails only if what ships had room', () => {
    const large: TrialOutcome = { key: 'd', failure: { code: 'too-large', reason: 'No room.' } };
    expect(verdicts(mapped({}), large)).toEqual(['failing']);
    expect(verdicts(large, mapped({}))).toEqual(['not-comparable']);
    expect(verdicts(large, large)).toEqual(['not-comparable']);
  });

  it('without records has nothing to compare', () => {
    expect(compareOutcomes(outcome({}), outcome({}))).toEqual([]);
  });
});
