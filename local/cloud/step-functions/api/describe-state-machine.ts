import * as z from 'zod';
import type { ActionOf } from './context.ts';
import { machineArnSchema, seconds } from './values.ts';

const inputSchema = z.object({ stateMachineArn: machineArnSchema });

export const describeStateMachine: ActionOf =
  ({ service }) =>
  (input) => {
    const machine = service.machine(inputSchema.parse(input).stateMachineArn);
    return {
      stateMachineArn: machine.arn,
      name: machine.name,
      status: 'ACTIVE',
      type: machine.type,
      definition: machine.definition,
      roleArn: machine.roleArn,
      creationDate: seconds(machine.createdAt),
    };
  };
