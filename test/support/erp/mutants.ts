export interface Mutant {
  /** What was done to the mapping, for people. */
  readonly what: string;
  readonly source: string;
}

interface Field {
  readonly name: string;
  /** Where the name stands in the source. */
  readonly at: number;
  /** What its line goes on with: fields with the same value can be exchanged by nobody's loss. */
  readonly value: string;
  /** Blanks before it, where it is the first of its line. */
  readonly indent: number | undefined;
}

/** A mapping with one field left out (it yields under another name), and with the names of two neighbours exchanged. */
export function mutantsOf(source: string): Mutant[] {
  const fields = fieldsOf(source);
  const left = fields.map((field) => ({
    what: `without ${field.name}`,
    source: renamed(source, field, `${field.name}Mutant`),
  }));
  return [...left, ...fields.flatMap((field, index) => exchanged(source, field, fields[index + 1]))];
}

function fieldsOf(source: string): Field[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
  return [...code.matchAll(/"([A-Za-z_]\w*)":/g)].map(({ 1: name = '', index }) => {
    const before = code.slice(code.lastIndexOf('\n', index) + 1, index);
    const value = /:(.*)/.exec(code.slice(index))?.[1]?.replace(/,$/, '') ?? '';
    return { name, value, at: index + 1, indent: before.trim() === '' ? before.length : undefined };
  });
}

/** Neighbours stand one below the other; what lies deeper between them ends the neighbourhood. */
function exchanged(source: string, first: Field, second: Field | undefined): Mutant[] {
  if (second?.indent === undefined || second.indent !== first.indent) return [];
  if (second.name === first.name || second.value === first.value) return [];
  const half = renamed(source, second, first.name);
  return [{ what: `${first.name} and ${second.name} exchanged`, source: renamed(half, first, second.name) }];
}

const renamed = (source: string, { at, name }: Field, into: string): string =>
  source.slice(0, at) + into + source.slice(at + name.length);
