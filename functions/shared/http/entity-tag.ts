import { HttpProblem } from './problem.ts';

/** A record's version as a strong entity tag: version 7 is `"7"`; what else the answer shows may follow behind a dot. */
export const entityTag = (version: number | string): string => `"${version}"`;

/** The version an If-Match header names; changing a record without saying which version you saw is refused. */
export function requiredVersion(header: string | undefined): number {
  if (header === undefined) {
    throw new HttpProblem('version-missing', 'Read the record first and send its ETag back as If-Match.');
  }
  const version = /^"(\d{1,15})(\.[\w-]+)?"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new HttpProblem('version-stale', 'If-Match must be one ETag as this API gave it, such as "7".');
  }
  return Number(version);
}

export function assertVersion(current: number, expected: number): void {
  if (current !== expected) throw staleVersion(current);
}

const staleVersion = (current: number) =>
  new HttpProblem(
    'version-stale',
    `The record has version ${current} now; read it again and repeat your change.`,
    {
      headers: { etag: entityTag(current) },
    },
  );

/** Weak comparison as RFC 9110 asks for If-None-Match. */
export function isNotModified(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
