import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Command } from 'commander';
import * as z from 'zod';
import { DEMO_SIGNING_SECRET } from '../../local/launch/demo-company.ts';
import { exitCodes } from '../exit-codes.ts';
import { requireInstance } from '../instance.ts';
import { print } from '../output.ts';
import { contentOf } from '../read-file.ts';
import { signStandardWebhook } from '../standard-webhook.ts';

const optionsSchema = z.object({
  data: z.string(),
  connection: z.string(),
  secret: z.string(),
  json: z.boolean().optional(),
});

/** `webhook <body file>`: signs a file as Standard Webhooks and posts it, as a sender would. */
export function webhookCommand(): Command {
  return new Command('webhook')
    .description('sign a file as Standard Webhooks and post it to the embedded Webhook API')
    .argument('<body-file>', 'the exact bytes to send, such as events/standard/debtor-updated.json')
    .option('--connection <id>', 'where to', 'standard')
    .option('--secret <secret>', 'the signing secret', DEMO_SIGNING_SECRET)
    .option('--json', 'print {"status": …, "body": …}')
    .action(async (file: string, _options, command: Command) => {
      const options = optionsSchema.parse(command.optsWithGlobals());
      const body = await contentOf(file);
      const { urls } = requireInstance(options.data);
      const headers = signStandardWebhook(body, {
        id: `msg_${randomUUID()}`,
        secret: options.secret,
        at: new Date(),
      });
      const url = `${urls.webhooks.replace(/\/$/, '')}/hooks/${encodeURIComponent(options.connection)}`;
      const response = await fetch(url, { method: 'POST', headers, body });
      const answer = { status: response.status, body: await response.text() };
      print(options.json === true, answer, () => [inWords(answer)]);
      if (!response.ok) process.exitCode = exitCodes.failed.code;
    });
}

const inWords = ({ status, body }: { status: number; body: string }): string =>
  `${status} ${STATUS_CODES[status] ?? ''} ${body}`.trim();
