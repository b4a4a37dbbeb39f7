import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import { InvalidDefinitionError, loadDefinition } from '../definition/load.ts';
import { checkName, machineArn } from '../service/names.ts';
import type { ActionOf, ApiContext } from './context.ts';
import { seconds } from './values.ts';

const inputSchema = z.object({
  name: z.string(),
  definition: z.string(),
  roleArn: z.string().default('arn:aws:iam::000000000000:role/embedded'),
  type: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
});
export type MachineInput = z.input<typeof inputSchema>;

export const createStateMachine: ActionOf = (context) => async (input) => {
  const { name, definition, type } = inputSchema.parse(input);
  const arn = machineArn(context.place, checkName(name));
  const known = context.service.store.machines.get(arn);
  if (known && (known.definition !== definition || known.type !== type)) {
    throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
  }
  if (!known) await putStateMachine(context, input as MachineInput);
  return { stateMachineArn: arn, creationDate: seconds(known?.createdAt ?? context.service.now()) };
};

/** Creates a machine or gives it a new definition; executions that run keep the one they started with. */
export async function putStateMachine({ service, place }: ApiContext, input: MachineInput): Promise<string> {
  const { name, ...machine } = inputSchema.parse(input);
  refuseInvalid(machine.definition, machine.type);
  const arn = machineArn(place, checkName(name));
  await service.store.journal.write(() => {
    const createdAt = service.store.machines.get(arn)?.createdAt ?? service.now();
    service.store.machines.put({ arn, name, ...machine, createdAt });
  });
  return arn;
}

function refuseInvalid(definition: string, type: 'STANDARD' | 'EXPRESS'): void {
  try {
    loadDefinition(definition, type);
  } catch (error) {
    if (error instanceof InvalidDefinitionError) throw new AwsError('InvalidDefinition', error.message);
    throw error;
  }
}
