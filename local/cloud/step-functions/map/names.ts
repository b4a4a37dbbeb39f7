import type { MapState } from '../definition/schema.ts';
import type { Here } from '../engine/thread.ts';

function labelOf({ state, thread }: Here<MapState>): string {
  return state.Label ?? thread.frame.state.replace(/[^\w.-]/g, '').slice(0, 40);
}

export function mapRunArn(here: Here<MapState>): string {
  const { stateMachineArn } = here.thread.execution.identity;
  return `${stateMachineArn.replace(':stateMachine:', ':mapRun:')}/${labelOf(here)}:${here.visit.id}`;
}

/** The name and ARN of the child execution for one piece of work. */
export function childName(
  here: Here<MapState>,
  index: number,
): { readonly name: string; readonly arn: string } {
  const { stateMachineArn } = here.thread.execution.identity;
  const name = `${here.visit.id}-${index}`;
  return {
    name,
    arn: `${stateMachineArn.replace(':stateMachine:', ':execution:')}/${labelOf(here)}:${name}`,
  };
}
