/** The characters that a TrueType font has glyphs for, read from its `cmap` table in format 4 (Basic Multilingual Plane). */
export function fontCoverage(font: Buffer): ReadonlySet<number> {
  const covered = new Set<number>();
  for (const segment of segmentsOf(font, formatFourTable(font)))
    for (let code = segment.start; code <= segment.end; code += 1)
      if (hasGlyph(font, segment, code)) covered.add(code);
  return covered;
}

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly delta: number;
  /** Where the segment's entry of the range table lies, and what it says. */
  readonly rangeAt: number;
  readonly range: number;
}

function formatFourTable(font: Buffer): number {
  const cmap = tableAt(font, 'cmap');
  const count = font.readUInt16BE(cmap + 2);
  for (let index = 0; index < count; index += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    if (font.readUInt16BE(at) === 4) return at;
  }
  throw new Error('The font has no character map in format 4.');
}

function tableAt(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4);
  for (let index = 0; index < count; index += 1) {
    const at = 12 + index * 16;
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`The font has no table ${tag}.`);
}

function segmentsOf(font: Buffer, table: number): Segment[] {
  const doubled = font.readUInt16BE(table + 6);
  const ends = table + 14;
  const starts = ends + doubled + 2;
  return Array.from({ length: doubled / 2 }, (_, index) => {
    const at = starts + index * 2;
    const rangeAt = at + 2 * doubled;
    return {
      start: font.readUInt16BE(at),
      end: font.readUInt16BE(ends + index * 2),
      delta: font.readUInt16BE(at + doubled),
      rangeAt,
      range: font.readUInt16BE(rangeAt),
    };
  });
}

function hasGlyph(font: Buffer, { start, delta, rangeAt, range }: Segment, code: number): boolean {
  if (code === 0xffff) return false;
  if (range === 0) return ((code + delta) & 0xffff) !== 0;
  const glyph = font.readUInt16BE(rangeAt + range + (code - start) * 2);
  return glyph !== 0;
}
