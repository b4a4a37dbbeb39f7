/** A block of a guide: a command to type, or what a file has to hold. */
export interface GuideBlock {
  readonly step: number;
  readonly code: string;
  /** Below the folder where the reader works; absent for commands. */
  readonly file?: string;
}

/** What a guide has its reader do, in order. Steps begin with their number in bold; a block of a file has its path behind the language. */
export function guideBlocksOf(markdown: string): GuideBlock[] {
  const blocks: GuideBlock[] = [];
  let step = 0;
  const parts = markdown.matchAll(/^\*\*(\d+)\.|^```(?:sh|[a-z]+ ([\w./-]+))\n([\s\S]*?)^```$/gm);
  for (const [, heading, file, code] of parts) {
    if (heading !== undefined) step = Number(heading);
    else blocks.push({ step, code: code ?? '', ...(file === undefined ? {} : { file }) });
  }
  return blocks;
}
