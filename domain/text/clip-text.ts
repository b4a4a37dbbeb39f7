/** The first characters of a text, never ending in half of one: what is no whole character no store or reader takes. */
export const clipText = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
