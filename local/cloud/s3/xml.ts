/** A tree of elements: text, children by name, or several elements of one name. */
export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | { readonly [name: string]: XmlContent | readonly XmlContent[] };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));

export function xmlDocument(root: string, content: XmlContent): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`;
}

function element(name: string, content: XmlContent): string {
  return content === undefined ? '' : `<${name}>${inner(content)}</${name}>`;
}

function inner(content: NonNullable<XmlContent>): string {
  if (typeof content !== 'object')
    return String(content).replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? '');
  return Object.entries(content)
    .flatMap(([name, child]) =>
      isList(child) ? child.map((one) => element(name, one)) : [element(name, child)],
    )
    .join('');
}

function isList(content: XmlContent | readonly XmlContent[]): content is readonly XmlContent[] {
  return Array.isArray(content);
}

/** The texts of all elements of that name, for the flat documents that S3 is sent. */
export function textsOf(xml: string, name: string): string[] {
  const elements = xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'));
  return [...elements].map(([, text = '']) => unescaped(text));
}

function unescaped(text: string): string {
  return text.replace(/&(#x?)?(\w+);/gi, (entity, kind: string | undefined, name: string) => {
    if (kind === undefined) return ENTITIES.get(name) ?? entity;
    return String.fromCodePoint(Number.parseInt(name, kind === '#' ? 10 : 16));
  });
}
