/** The commands of a Markdown text that a reader is to type, by the numbered step they stand in. */
export function shellBlocksByStep(markdown: string): Map<number, string[]> {
  const blocks = new Map<number, string[]>();
  let step = 0;
  for (const [, heading, code] of markdown.matchAll(/^\*\*(\d+)\.|^```sh\n([\s\S]*?)^```$/gm)) {
    if (heading !== undefined) step = Number(heading);
    else blocks.set(step, [...(blocks.get(step) ?? []), (code ?? '').trim()]);
  }
  return blocks;
}
