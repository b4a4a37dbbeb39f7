import type { Problem, Refusal, Refused } from '../../domain/refusal.ts';
import { HttpProblem } from '../shared/http/problem.ts';

/** What a rule answered, unless it refused: then a problem in the rule's words, of a field of the body or of the state of the record. */
export function allowed<Answer extends object>(answer: Answer | Refused): Answer {
  if ('refused' in answer) throw refusalProblem(answer.refused);
  return answer;
}

const refusalProblem = ({ code, reason, field }: Refusal): HttpProblem =>
  field === undefined
    ? new HttpProblem('conflict', reason, { rule: code })
    : new HttpProblem('invalid-body', reason, { rule: code, errors: [{ field, reason }] });

/** Refuses where there are problems, with one line for each; the first names the rule. */
export function assertFine(problems: readonly Problem[]): void {
  const [first] = problems;
  if (!first) return;
  const errors = problems.map(({ field, reason }) => ({ field, reason }));
  const detail =
    problems.length === 1 ? sentenceOf(first) : 'See errors for each field and what is wrong with it.';
  throw new HttpProblem('invalid-body', detail, { rule: first.code, errors });
}

/** What is said of a field alone, such as "must be greater than 0.", is no sentence without its name. */
const sentenceOf = ({ field, reason }: Problem): string =>
  /^[a-z]/.test(reason) ? `${field} ${reason}` : reason;

/** A member of the body names a record that does not exist. */
export const noSuch = (field: string, what: string): HttpProblem => {
  const reason = `there is no ${what}`;
  return new HttpProblem('invalid-body', `There is no ${what}.`, { errors: [{ field, reason }] });
};
