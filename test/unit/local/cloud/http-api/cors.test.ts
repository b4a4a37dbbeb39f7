import { describe, expect, it } from 'vitest';
import { corsHeaders, preflightHeaders } from '../../../../../local/cloud/http-api/cors.ts';
import type { CorsSpec } from '../../../../../local/cloud/http-api/api-spec.ts';

const cors = (changes: Partial<CorsSpec>): CorsSpec => ({
  allowOrigins: ['https://shop.example'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization'],
  exposeHeaders: ['etag'],
  maxAgeSeconds: 60,
  allowCredentials: false,
  ...changes,
});

describe('CORS', () => {
  it('names an allowed origin and what it may see', () => {
    expect(corsHeaders(cors({}), 'https://shop.example')).toEqual({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-expose-headers': 'etag',
      vary: 'Origin',
    });
  });

  it.each([
    ['another origin', cors({}), 'https://evil.example'],
    ['no origin', cors({}), undefined],
    ['no configuration', undefined, 'https://shop.example'],
  ])('says nothing for %s', (_what, spec, origin) => {
    expect(corsHeaders(spec, origin)).toEqual({});
  });

  it.each([
    [cors({ allowOrigins: ['*'] }), '*'],
    [cors({ allowOrigins: ['*'], allowCredentials: true }), 'https://a.example'],
    [cors({ allowOrigins: ['https://*'] }), 'https://a.example'],
  ])('understands wildcards', (spec, allowed) => {
    expect(corsHeaders(spec, 'https://a.example')['access-control-allow-origin']).toBe(allowed);
  });

  it('answers a preflight with methods, headers and age', () => {
    expect(preflightHeaders(cors({}), 'https://shop.example')).toMatchObject({
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '60',
    });
  });

  it('tells a foreign origin nothing in a preflight', () => {
    expect(preflightHeaders(cors({}), 'https://evil.example')).toEqual({});
  });
});
