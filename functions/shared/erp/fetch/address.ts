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
 * The address of a link the ERP sent (a next page), held to the configured origin and base path, and to the part of it that `within` names,
 * such as the company: an answer must not be able to send our credentials elsewhere. A link that starts with `/` counts from the host, any
 * other relative one from the base.
 */
export function confinedLink(baseUrl: string | undefined, link: string, within = ''): URL {
  const base = baseOf(baseUrl);
  const url = URL.parse(link, base.href);
  if (url === null || url.origin !== base.origin || !url.pathname.startsWith(base.pathname))
    throw outside(base, within);
  if (url.username !== '' || url.password !== '' || isAmbiguous(url.pathname)) throw outside(base, within);
  if (!isWithin(url.pathname.slice(base.pathname.length), within)) throw outside(base, within);
  return url;
}

/**
 * Whether a path may lead elsewhere once a server unpacks it again: encoded dots, slashes and backslashes, twice if need be, dots with
 * parameters, control characters, and what is no UTF-8.
 */
function isAmbiguous(path: string): boolean {
  if (/%(?:25)*(?:2e|2f|5c|[01][0-9a-f]|7f)/i.test(path)) return true;
  return /(?:^|\/)\.{1,2}(?:;|%(?:25)*3b)/i.test(path) || unpacked(path) === undefined;
}

/** Names of companies are written in either case, and encoded or not. */
function isWithin(path: string, within: string): boolean {
  const [said, ours] = [unpacked(path)?.toLowerCase(), unpacked(within)?.toLowerCase()];
  return within === '' || said === ours || said?.startsWith(`${ours}/`) === true;
}

function unpacked(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function baseOf(baseUrl: string | undefined): URL {
  if (baseUrl === undefined)
    throw new ErpRejectedError('The connection has no address to ask; give it a baseUrl.');
  const base = URL.parse(baseUrl);
  if (base === null || !/^https?:$/.test(base.protocol))
    throw new ErpRejectedError(
      'The base address of the connection is not a URL of the web; enter one that starts with https://.',
    );
  base.pathname = base.pathname.replace(/\/*$/, '/');
  base.search = '';
  base.hash = '';
  return base;
}

function queryText(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function outside(base: URL, within = ''): ErpRejectedError {
  return new ErpRejectedError(`An address outside ${base.origin}${base.pathname}${within} was refused.`);
}
