import type { IncomingMessage } from 'node:http';
import type { CorsSpec } from './api-spec.ts';

/** The CORS headers of an answer; none when the origin is not allowed or the request carries none. */
export function corsHeaders(cors: CorsSpec | undefined, origin: string | undefined): Record<string, string> {
  const allowed = cors && origin !== undefined ? allowedOrigin(cors, origin) : undefined;
  if (!cors || allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(allowed === '*' ? {} : { vary: 'Origin' }),
    ...(cors.allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...listHeader('access-control-expose-headers', cors.exposeHeaders),
  };
}

/** An API with CORS answers preflights itself, before routes and authorizers. */
export function isPreflight(cors: CorsSpec | undefined, request: IncomingMessage): cors is CorsSpec {
  return (
    cors !== undefined &&
    request.method === 'OPTIONS' &&
    request.headers.origin !== undefined &&
    request.headers['access-control-request-method'] !== undefined
  );
}

export function preflightHeaders(cors: CorsSpec, origin: string): Record<string, string> {
  const allowed = corsHeaders(cors, origin);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    ...listHeader('access-control-allow-methods', cors.allowMethods),
    ...listHeader('access-control-allow-headers', cors.allowHeaders),
    ...(cors.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
}

function allowedOrigin(cors: CorsSpec, origin: string): string | undefined {
  const matches = cors.allowOrigins.find((pattern) => matchesOrigin(pattern, origin));
  return matches === '*' && !cors.allowCredentials ? '*' : matches && origin;
}

/** `*`, an exact origin, or a scheme with anything behind it (`https://*`). */
function matchesOrigin(pattern: string, origin: string): boolean {
  if (!pattern.endsWith('*')) return pattern.toLowerCase() === origin.toLowerCase();
  return origin.toLowerCase().startsWith(pattern.slice(0, -1).toLowerCase());
}

function listHeader(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}
