import { readFile } from 'node:fs/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Command } from 'commander';
import * as z from 'zod';
import { exitCodes } from '../exit-codes.ts';
import { requireInstance } from '../instance.ts';

const optionsSchema = z.object({ data: z.string() });

/** `invoke <function> <event file>`: runs one deployed function of the embedded installation with a sample event. */
export function invokeCommand(): Command {
  return new Command('invoke')
    .description('invoke a function of the embedded installation with an event from a file')
    .argument('<function>', 'its folder under functions/, such as receive-delivery')
    .argument('<event-file>', 'a JSON file, such as one of events/')
    .action(async (name: string, file: string, _options, command: Command) => {
      const { data } = optionsSchema.parse(command.optsWithGlobals());
      const payload = await readFile(file);
      const { endpoints } = await requireInstance(data);
      const client = new LambdaClient({
        endpoint: z.string().parse(endpoints['lambda']),
        region: 'eu-central-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      const answer = await client.send(new InvokeCommand({ FunctionName: name, Payload: payload }));
      console.log(Buffer.from(answer.Payload ?? []).toString());
      if (answer.FunctionError !== undefined) process.exitCode = exitCodes.failed.code;
    });
}
