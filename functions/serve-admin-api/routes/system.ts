import { createHash } from 'node:crypto';
import * as z from 'zod';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { Route } from '../../shared/http/route.ts';
import { route } from '../define-route.ts';
import { docsPage, docsPolicy } from '../docs-page/page.ts';
import type { AdminPorts } from '../ports.ts';

const tag = 'System';
const about = {
  title: 'Orderseam Admin API',
  version: '1',
  description: [
    'Records of the CRM, what arrived from the ERP and what became of it.',
    'Every answer belongs to the company of the token. Changes need `If-Match` with the ETag of the version you saw; a POST may carry an ' +
      '`Idempotency-Key`. Lists go on by `cursor`, also given as `Link`. Errors are problem documents (RFC 9457): match on `code`.',
  ].join('\n\n'),
};

const hashOf = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('base64url').slice(0, 16);

const liveness = route({
  id: 'getLiveness',
  method: 'GET',
  path: '/health/live',
  tag,
  summary: 'Whether the API answers',
  roles: 'public',
  returns: {
    json: z.object({ live: z.boolean() }).meta({ id: 'Liveness', example: { live: true } }),
  },
  handle: () => ({ body: { live: true } }),
});

const docs = route({
  id: 'getDocsPage',
  method: 'GET',
  path: '/docs',
  tag,
  summary: 'A page to read and try this API',
  roles: 'public',
  returns: { file: 'text/html' },
  handle: () => ({
    bytes: Buffer.from(docsPage),
    mediaType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': docsPolicy, 'referrer-policy': 'no-referrer' },
  }),
});

const docsAsset = route({
  id: 'getDocsAsset',
  method: 'GET',
  path: '/docs/{asset}',
  tag,
  summary: 'A file of that page',
  roles: 'public',
  params: z.object({ asset: z.string().max(100).meta({ example: 'swagger-ui.css' }) }),
  returns: { file: 'application/octet-stream' },
  handle: async ({ params: { asset } }, { readAsset }) => {
    const found = await readAsset(asset);
    if (!found) throw new HttpProblem('not-found', `There is no file ${asset}.`);
    return {
      ...found,
      version: hashOf(found.bytes),
      headers: { 'cache-control': 'public, max-age=3600' },
    };
  },
});

/** Routes about the API itself. The document is made at the first request for it: no other request pays for the generator. */
export function systemRoutes(allRoutes: () => readonly Route<AdminPorts>[]): Route<AdminPorts>[] {
  const makeDocument = async () => {
    const { openApiDocument } = await import('../../shared/http/openapi.ts');
    return JSON.stringify(openApiDocument(allRoutes(), about));
  };
  let document: Promise<string> | undefined;
  const description = route({
    id: 'getOpenApiDocument',
    method: 'GET',
    path: '/openapi.json',
    tag,
    summary: 'This description, as OpenAPI 3.1',
    roles: 'public',
    returns: { file: 'application/json' },
    handle: async () => {
      const text = await (document ??= makeDocument());
      return { bytes: Buffer.from(text), mediaType: 'application/json', version: hashOf(text) };
    },
  });
  return [liveness, description, docs, docsAsset];
}
