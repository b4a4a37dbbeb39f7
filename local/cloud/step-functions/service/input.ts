import { AwsError } from '../../aws-json/aws-error.ts';

/** What AWS takes as the input of an execution. */
const LARGEST_INPUT = 262_144;

/** The JSON text an execution starts with. */
export function checkInput(input = '{}'): string {
  if (Buffer.byteLength(input) > LARGEST_INPUT) {
    throw new AwsError('InvalidExecutionInput', `The input is larger than ${LARGEST_INPUT} bytes.`);
  }
  try {
    JSON.parse(input);
    return input;
  } catch (error) {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${String(error)}'`);
  }
}
