import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import * as z from 'zod';
import { exitCodes } from '../exit-codes.ts';
import { requireInstance } from '../instance.ts';
import { print } from '../output.ts';
import { signStandardWebhook } from '../standard-webhook.ts';

const optionsSchema = z.object({
  data: z.string(),
  connection: z.string(),
  secret: z.string(),
  json: z.boolean().optional(),
});

/** The secret that `npm start` gives the connection `standard` of the demo company. */
const demoSecret = 'whsec_b3JkZXJzZWFtLWRlbW8tc2lnbmluZy1zZWNyZXQtMDAx';

/** `webhook <body file>`: signs a file as Standard Webhooks and posts it, as a sender would. */
export function webhookCommand(): Command {
  return new Command('webhook')
    .description('sign a file as Standard Webhooks and post it to the embedded Webhook API')
    .argument('<body-file>', 'the exact bytes to send, such as events/standard/debtor-updated.json')
    .option('--connection <id>', 'where to', 'standard')
    .option('--secret <secret>', 'the signing secret (whsec_…)', demoSecret)
    .option('--json', 'print {"status": …, "body": …}')
    .action(async (file: string, _options, command: Command) => {
      const options = optionsSchema.parse(command.optsWithGlobals());
      const body = await readFile(file);
      const { urls } = await requireInstance(options.data);
      const headers = signStandardWebhook(body, { id: `msg_${randomUUID()}`, secret: options.secret, at: new Date() });
      const url = `${urls.webhooks.replace(/\/$/, '')}/hooks/${encodeURIComponent(options.connection)}`;
      const response = await fetch(url, { method: 'POST', headers, body });
      const answer = { status: response.status, body: await response.text() };
      print(options.json === true, answer, () => [`${answer.status} ${answer.body}`.trim()]);
      if (!response.ok) process.exitCode = exitCodes.failed.code;
    });
}
