import { ErpRejectedError } from '../../../../domain/errors.ts';

/**
 * An address below the connection's base. Path and query come from the manifest with encoded values; the result must be exactly what was
 * composed, so that no id, however odd, leads to another host or out of the base path.
 */
export function addressBelow(
  baseUrl: string | undefined,
  path: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  const base = baseOf(baseUrl);
  const expected = base.pathname + path.replace(/^\/+/, '');
  const url = new URL(base.origin + expected + queryText(query));
  if (url.origin !== base.origin || url.pathname !== expected) throw outside(base);
  return url;
}

/**
 * The address of a link the ERP sent (a next page), held to the configured origin and base path: an answer must not be able to send our
 * credentials elsewhere. A link that starts with `/` counts from the host, any other relative one from the base.
 */
export function confinedLink(baseUrl: string | undefined, link: string): URL {
  const base = baseOf(baseUrl);
  const url = URL.parse(link, base.href);
  if (url === null || url.origin !== base.origin || !url.pathname.startsWith(base.pathname))
    throw outside(base);
  if (/%2e|%2f|%5c/i.test(url.pathname) || url.username !== '' || url.password !== '') throw outside(base);
  return url;
}

function baseOf(baseUrl: string | undefined): URL {
  if (baseUrl === undefined)
    throw new ErpRejectedError('The connection has no address to ask; give it a baseUrl.');
  const base = URL.parse(baseUrl);
  if (base === null) throw new ErpRejectedError('The base address of the connection is not a URL.');
  base.pathname = base.pathname.replace(/\/*$/, '/');
  base.search = '';
  base.hash = '';
  return base;
}

function queryText(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function outside(base: URL): ErpRejectedError {
  return new ErpRejectedError(`An address outside ${base.origin}${base.pathname} was refused.`);
}
