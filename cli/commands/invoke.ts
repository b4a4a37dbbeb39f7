import { randomUUID } from 'node:crypto';
import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { Command } from 'commander';
import * as z from 'zod';
import { DEMO_SIGNING_SECRET } from '../../local/launch/demo-company.ts';
import { exitCodes } from '../exit-codes.ts';
import { functionNames } from '../function-names.ts';
import { requireInstance } from '../instance.ts';
import { print } from '../output.ts';
import { jsonIn } from '../read-file.ts';
import { signEvent } from '../sign-event.ts';
import { UsageError } from '../usage-error.ts';

const optionsSchema = z.object({
  data: z.string(),
  json: z.boolean().default(false),
  sign: z.boolean().default(false),
  secret: z.string(),
});
type Options = z.infer<typeof optionsSchema>;

interface Answer {
  readonly function: string;
  readonly failed: boolean;
  readonly payload: unknown;
}

/** `invoke <function> <event file>`: runs one deployed function of the embedded installation with a sample event. */
export function invokeCommand(): Command {
  return new Command('invoke')
    .description('invoke a function of the embedded installation with an event from a file')
    .argument('<function>', `its folder under functions/: ${functionNames().join(', ')}`)
    .argument('<event-file>', 'a JSON file, such as events/catch-up/list-due-connections.json')
    .option('--sign', 'sign a request of events/webhooks anew, as Standard Webhooks, for now')
    .option('--secret <secret>', 'the signing secret', DEMO_SIGNING_SECRET)
    .option('--json', 'print {"function": …, "failed": …, "payload": …}')
    .action(async (name: string, file: string, _options, command: Command) => {
      const options = optionsSchema.parse(command.optsWithGlobals());
      const { data, json } = options;
      const event = await eventIn(file, options);
      const { endpoints } = requireInstance(data);
      const answer = await invoke(endpoints['lambda'] ?? '', { name, event });
      print(json, answer, () => [JSON.stringify(answer.payload, null, 2)]);
      if (answer.failed) process.exitCode = exitCodes.failed.code;
    });
}

async function eventIn(file: string, { sign, secret }: Options): Promise<unknown> {
  const event = await jsonIn(file);
  return sign ? signEvent(event, { id: `msg_${randomUUID()}`, secret, at: new Date() }) : event;
}

async function invoke(endpoint: string, { name, event }: { name: string; event: unknown }): Promise<Answer> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new LambdaClient({ endpoint, region: 'eu-central-1', credentials });
  try {
    const request = { FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) };
    const { Payload, FunctionError } = await client.send(new InvokeCommand(request));
    const text = Buffer.from(Payload ?? []).toString();
    return {
      function: name,
      failed: FunctionError !== undefined,
      payload: text === '' ? null : JSON.parse(text),
    };
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new UsageError(`There is no function "${name}"; known are ${functionNames().join(', ')}.`, {
      cause: error,
    });
  }
}
