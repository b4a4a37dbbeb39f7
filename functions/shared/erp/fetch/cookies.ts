/**
 * The cookies that an answer sets, as the `cookie` header of what follows. Several of them come in one text, parted by commas, which dates
 * hold too: a comma counts only where a name follows it.
 */
export function cookiesOf(setCookie: string | undefined): string | undefined {
  if (setCookie === undefined) return undefined;
  const pairs = setCookie.split(/,\s*(?=[^\s;,=]+=)/).map((cookie) => cookie.split(';')[0]?.trim() ?? '');
  return pairs.filter((pair) => /^[^=]+=./.test(pair)).join('; ') || undefined;
}
