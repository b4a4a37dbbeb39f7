import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RawRequest } from '../shared/erp/types.ts';

/** The gateway's event as a request: header names in lower case, the body as the bytes that were sent. */
export const readRequest = (event: APIGatewayProxyEventV2): RawRequest => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  headers: lowerCased(event.headers),
  query: textsOnly(event.queryStringParameters),
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
});

type Texts = Readonly<Record<string, string | undefined>> | undefined;

function lowerCased(headers: Texts): Record<string, string> {
  const lowered: Record<string, string> = {};
  for (const name in headers) lowered[name.toLowerCase()] = headers[name] ?? '';
  return lowered;
}

function textsOnly(query: Texts): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in query) texts[name] = query[name] ?? '';
  return texts;
}
