import type { ChoiceState } from '../definition/schema.ts';
import { EvaluationError, StatesError } from '../errors.ts';
import { evaluateField, finish, type Here, type Step } from '../engine/thread.ts';
import type { JsonObject } from '../json.ts';

/** Follows the first rule whose condition holds, with that rule's own `Assign` and `Output`; else `Default`. */
export async function choose(here: Here<ChoiceState>): Promise<Step> {
  const { state } = here;
  for (const index of state.Choices.keys()) {
    if (await holds(here, index)) return follow(here, index);
  }
  if (state.Default === undefined) {
    throw new StatesError('States.NoChoiceMatched', 'No rule matched and there is no Default.', {
      located: false,
    });
  }
  return { ...(await finish(here, here.thread.frame.input)), next: state.Default };
}

async function holds(here: Here<ChoiceState>, index: number): Promise<boolean> {
  const name = `Choices[${index}]/Condition`;
  const value = await evaluateField(here, { name, template: here.state.Choices[index]?.Condition ?? false });
  if (typeof value === 'boolean') return value;
  throw new EvaluationError(name, `The field '${name}' must be a boolean.`);
}

async function follow(here: Here<ChoiceState>, index: number): Promise<Step> {
  const rule = here.state.Choices[index];
  const at = `Choices[${index}]`;
  const [assigned, output] = await Promise.all([
    evaluateField(here, { name: `${at}/Assign`, template: rule?.Assign ?? {} }),
    rule?.Output === undefined
      ? here.thread.frame.input
      : evaluateField(here, { name: `${at}/Output`, template: rule.Output }),
  ]);
  return { next: rule?.Next ?? null, output, assigned: assigned as JsonObject };
}
