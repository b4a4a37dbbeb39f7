import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrialInput, TrialOutcome } from '../../../functions/shared/erp/trial/sandbox.ts';

const verdicts = ['harmless', 'error', 'refused', 'ended', 'slow', 'stopped'] as const;
export type Verdict = (typeof verdicts)[number];

export interface HostileMapping {
  readonly name: string;
  readonly expected: Verdict;
  readonly mapping: string;
}

/** The expressions of the file, each as a member of a record that is honest otherwise. */
export function hostileExpressions(port: number): HostileMapping[] {
  const text = readFileSync(join(import.meta.dirname, 'expressions.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [word = ''] = line.split(' ', 1);
    const expected = verdicts.find((verdict) => verdict === word);
    if (expected === undefined) throw new Error(`"${line}" does not begin with what it has to come to.`);
    const expression = line.slice(word.length).trim();
    return { name: expression, expected, mapping: baited(expression.replaceAll('⟨port⟩', String(port))) };
  });
}

export const baited = (expression: string): string =>
  `{ "externalId": id, "name": "honest", "bait": (${expression}) }`;

/** One connector with a resource for each mapping, and a record for each resource. */
export function trialOf(mappings: readonly HostileMapping[]): TrialInput {
  const named = mappings.map((each, index) => ({
    ...each,
    resource: `r${index}`,
    file: `r${index}.jsonata`,
  }));
  return {
    connector: {
      manifest: {
        ...{ name: 'hostile', title: 'Hostile', description: 'Mappings that mean no good.' },
        identity: { id: 'id', pattern: '.+' },
        resources: Object.fromEntries(
          named.map(({ resource, file }) => [
            resource,
            { entity: 'debtor', payload: 'partial', mapping: { kind: 'expression', file } },
          ]),
        ),
      },
      mappings: Object.fromEntries(named.map(({ file, mapping }) => [file, mapping])),
    },
    items: named.map(({ resource }) => ({ key: resource, body: record, as: 'debtor', resource })),
  };
}

const record = Buffer.from(
  JSON.stringify({ id: '1', name: 'One', lines: [{ price: '1.10' }, { price: '2' }] }),
).toString('base64');

const honest = { externalId: '1', name: 'honest' };

/** What an outcome is, in the words of the corpus; anything that fits none of them in its own. */
export function verdictOf(outcome: TrialOutcome | undefined): string {
  if (outcome === undefined) return 'no outcome';
  if ('failure' in outcome) return ended[outcome.failure.code] ?? JSON.stringify(outcome.failure);
  const { canonical, problems } = outcome.result;
  const [problem] = problems;
  if (problem) return /\(S0\d+\)$/.test(problem.reason) ? 'refused' : 'error';
  return JSON.stringify(canonical) === JSON.stringify([honest]) ? 'harmless' : JSON.stringify(canonical);
}

const ended: Partial<Record<string, string>> = { 'too-slow': 'slow', 'too-much-memory': 'memory' };

const alternatives: Partial<Record<Verdict, readonly string[]>> = {
  ended: ['slow', 'memory'],
  stopped: ['slow', 'memory', 'error'],
};

/** What a mapping may come to; where several limits apply, the machine's speed decides which is first. */
export const expectedOf = ({ expected }: HostileMapping): readonly string[] =>
  alternatives[expected] ?? [expected];
