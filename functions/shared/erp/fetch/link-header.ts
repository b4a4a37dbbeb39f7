/** The address with the relation "next" in a Link header (RFC 8288); commas and semicolons may stand inside an address. */
export function nextLinkIn(header: string | undefined): string | undefined {
  const links = [
    ...(header ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"[^"]*"|[^",;\s]*))?)*)/g),
  ];
  return links.find(([, , parameters = '']) => isNext(parameters))?.[1];
}

/** A link may have several relations, parted by blanks. */
function isNext(parameters: string): boolean {
  const [, quoted, plain] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]*))/i.exec(parameters) ?? [];
  const relations = (quoted ?? plain ?? '').toLowerCase().split(/\s+/);
  return relations.includes('next');
}
