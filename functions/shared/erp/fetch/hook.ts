import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { ErpAccess } from './erp-access.ts';
import type { HttpRequest } from './http-port.ts';

const answerSchema = z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().regex(/^[\t -~]*$/));
const moduleSchema = z.object({ headersOf: z.function() });

/**
 * The request with the headers that the connector's own module makes for it, as the last before it is sent: for proofs that no manifest can declare. It
 * changes neither address nor body. A hook ships with the deployment; that of a connector which did not is never run.
 */
export async function hooked(access: ErpAccess, hook: string, request: HttpRequest): Promise<HttpRequest> {
  const { method, url, headers, body } = request;
  const headersOf = await hookOf(access, hook);
  const given = {
    ...{ method, url: url.href, headers: { ...headers }, body },
    ...{ secrets: access.secrets, settings: access.connection.settings, nowMs: access.http.now() },
  };
  const made = answerSchema.parse(await headersOf(given), { reportInput: false });
  const named = Object.entries(made).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...request, headers: { ...headers, ...Object.fromEntries(named) } };
}

type HeadersOf = (request: object) => unknown;

async function hookOf({ connector }: ErpAccess, file: string): Promise<HeadersOf> {
  if (connector.folder === undefined)
    throw new Error(`The hook of ${connector.name} is not run: the connector did not ship.`);
  const loaded: unknown = await import(pathToFileURL(join(connector.folder, file)).href);
  const { success } = moduleSchema.safeParse(loaded);
  if (!success) throw new Error(`${connector.name}/${file} exports no function "headersOf".`);
  return (loaded as { readonly headersOf: HeadersOf }).headersOf;
}
