import { AwsError } from '../../aws-json/aws-error.ts';
import type { MachineType } from '../store/machines.ts';

/** Where the service pretends to be. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

export function machineArn({ region, accountId }: Place, name: string): string {
  return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
}

export function machineName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** Express executions may share a name, so their ARN ends with an id of its own. */
export function executionArn(machine: { arn: string; type: MachineType }, name: string, id: string): string {
  return machine.type === 'STANDARD'
    ? `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`
    : `${machine.arn.replace(':stateMachine:', ':express:')}:${name}:${id}`;
}

// No white space, brackets, wildcards, special or control characters.
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** Names of machines and executions: 1 to 80 characters that need no escaping in an ARN. */
export function checkName(name: string): string {
  if (name.length >= 1 && name.length <= 80 && !FORBIDDEN.test(name)) return name;
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

export function checkArn(arn: string, kind: 'stateMachine' | 'execution'): string {
  const pattern =
    kind === 'execution'
      ? /^arn:[\w-]+:states:[\w-]*:\d*:(execution|express):.+/
      : /^arn:[\w-]+:states:[\w-]*:\d*:stateMachine:[^:]+$/;
  if (pattern.test(arn)) return arn;
  throw new AwsError('InvalidArn', `Invalid Arn: '${arn}'`);
}
