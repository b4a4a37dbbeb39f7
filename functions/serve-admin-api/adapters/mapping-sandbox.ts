import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { failures } from '../../shared/erp/isolation/failures.ts';
import {
  trialOutputSchema,
  type MappingSandbox,
  type TrialInput,
  type TrialOutput,
} from '../../shared/erp/trial/sandbox.ts';
import { HttpProblem } from '../../shared/http/problem.ts';

/**
 * The sandbox that is a function of its own. It answers for what a mapping does to its process; where the function itself went down with it,
 * the items are tried in halves until the one is alone that it goes down with.
 */
export function functionSandbox(client: LambdaClient, functionName: string): MappingSandbox {
  const ask = async (input: TrialInput): Promise<TrialOutput | Down> => {
    const answer = await client
      .send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(input)) }))
      .catch(allBusy);
    const text = Buffer.from(answer.Payload ?? []).toString();
    return answer.FunctionError === undefined ? trialOutputSchema.parse(JSON.parse(text)) : downIn(text);
  };
  return { run: (input) => runInHalves(ask, input) };
}

/** Its places are few. */
function allBusy(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'TooManyRequestsException') throw error;
  throw new HttpProblem('try-again', 'Others are trying mappings at this moment. Ask again in a minute.');
}

/** What Lambda says of a function whose environment ended before it answered. */
interface Down {
  readonly down: string;
}

const errorSchema = z.object({ errorType: z.string().default(''), errorMessage: z.string().default('') });

function downIn(text: string): Down {
  const { errorType, errorMessage } = errorSchema.parse(JSON.parse(text));
  const said = `${errorType}: ${errorMessage}`.slice(0, 1_000);
  if (errorType.startsWith('Runtime.')) return { down: said };
  throw new Error(`try-mapping failed: ${said}`);
}

type Ask = (input: TrialInput) => Promise<TrialOutput | Down>;

async function runInHalves(ask: Ask, input: TrialInput): Promise<TrialOutput> {
  const output = await ask(input);
  if ('outcome' in output) return output;
  const { items } = input;
  if (items.length === 0) throw new Error(`try-mapping failed without any item: ${output.down}`);
  if (items.length === 1) return died(items, output);
  const middle = Math.ceil(items.length / 2);
  const halves = [items.slice(0, middle), items.slice(middle)];
  const outputs: TrialOutput[] = [];
  for (const half of halves) outputs.push(await runInHalves(ask, { ...input, items: half }));
  return joined(outputs);
}

const died = (items: TrialInput['items'], { down }: Down): TrialOutput => ({
  outcome: 'tried',
  items: items.map(({ key }) => ({ key, failure: failures.crashed(down) })),
});

const joined = (outputs: readonly TrialOutput[]): TrialOutput =>
  outputs.find(({ outcome }) => outcome === 'manifest-invalid') ?? {
    outcome: 'tried',
    items: outputs.flatMap((output) => (output.outcome === 'tried' ? output.items : [])),
  };
