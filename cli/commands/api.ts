import { Argument, Command } from 'commander';
import * as z from 'zod';
import { adminClientFor, type AdminClient, type Answer } from '../admin-client.ts';
import { print } from '../output.ts';
import { UsageError } from '../usage-error.ts';

const optionsSchema = z.object({ pick: z.string().optional(), ifMatch: z.string().optional() });

/** `api POST /quotes '{…}'`: any call of the Admin API, with the token and version it needs. */
export function apiCommand(): Command {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return new Command('api')
    .description('call the Admin API; the page at /docs shows what there is')
    .addArgument(new Argument('<method>', 'how').choices(methods))
    .argument('<path>', 'such as /accounts?name=muster')
    .argument('[body]', 'JSON to send')
    .option('--pick <field>', 'print one field of the answer only, such as accountId or erp.number')
    .option('--if-match <etag>', 'the version it is meant for (default: the present one)')
    .action(async (method: string, path: string, text: string | undefined, _options, command: Command) => {
      const { pick, ifMatch } = optionsSchema.parse(command.optsWithGlobals());
      const client = await adminClientFor(command);
      const etag = ifMatch ?? (await presentVersion(client, method, path));
      const { body } = await client.send(method, path, { body: jsonIn(text), etag });
      if (pick === undefined) return print(true, body, () => []);
      const picked = fieldOf(body, pick);
      print(typeof picked === 'object', picked, () => [String(picked)]);
    });
}

function jsonIn(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`The body is no JSON: ${error.message}.`);
  }
}

/** What is changed, or acted on, is the record as it is now: `/quotes/{id}` for `/quotes/{id}/send`. */
async function presentVersion(
  client: AdminClient,
  method: string,
  path: string,
): Promise<string | undefined> {
  const record = /^\/?[a-z-]+\/[\w-]+/.exec(path)?.[0];
  if (method === 'GET' || record === undefined) return undefined;
  const found = await client.send('GET', record).catch((): Answer | undefined => undefined);
  return found?.etag;
}

function fieldOf(body: unknown, path: string): unknown {
  let value: unknown = body;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name];
  if (value !== undefined) return value;
  throw new Error(`The answer has no field ${path}.`);
}
