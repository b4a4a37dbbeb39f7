import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { renderAnswerSchema } from '../../../domain/documents/render-request.ts';
import type { AdminPorts } from '../ports.ts';

/** Asks the function that knows PDF, and waits for it. */
export const renderDocument =
  (client: LambdaClient, functionName: string): AdminPorts['render'] =>
  async (request) => {
    const answer = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(request)) }),
    );
    const text = Buffer.from(answer.Payload ?? []).toString();
    if (answer.FunctionError !== undefined)
      throw new Error(`render-document failed: ${text.slice(0, 1_000)}`);
    return renderAnswerSchema.parse(JSON.parse(text));
  };
