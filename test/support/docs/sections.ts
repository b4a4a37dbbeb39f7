/** A part of a page that tells of some fields: those whose paths its heading names. */
export interface Section {
  readonly heading: string;
  /** Dotted paths; the empty one is the top of the manifest. */
  readonly about: readonly string[];
  /** Words that stand in code, the heading's included. */
  readonly words: ReadonlySet<string>;
}

/** The sections of a page. A heading that names no path tells of the top. */
export function sectionsOf(markdown: string): Section[] {
  const parts = markdown.replace(/^```[\s\S]*?^```$/gm, '').split(/^(?=#{1,6} )/m);
  return parts.map((part) => {
    const heading = /^#{1,6} (.*)/.exec(part)?.[1] ?? '';
    const named = codeIn(heading);
    return {
      heading,
      about: named.length === 0 ? [''] : named,
      words: new Set(codeIn(part).flatMap(wordsIn)),
    };
  });
}

const codeIn = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** `fields.secret.path` tells of secret and path, too; `rsa-sha256` is one word. */
const wordsIn = (code: string): string[] => [code, ...code.split(/[^\w$-]+/)];
