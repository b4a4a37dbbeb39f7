import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../state-machines');

/** The file that is deployed, with every placeholder standing for itself. */
export function readStateMachine(name: string): unknown {
  const text = readFileSync(join(folder, `${name}.asl.json`), 'utf8');
  return JSON.parse(text.replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:eu-central-1:000000000000:function:$1'));
}

/** An error as Lambda hands it to a state machine. */
export class NamedError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** What `lambda:invoke` answers around a function's own answer. */
export const invoked = (payload: unknown) => ({
  StatusCode: 200,
  ExecutedVersion: '$LATEST',
  Payload: payload,
});
