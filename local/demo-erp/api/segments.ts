import { unknownSegment } from '../records/erp-error.ts';

/** One part of an OData path: `customers(8f8a…)` or `salesInvoiceLines`. */
export interface Segment {
  readonly name: string;
  readonly key: string | undefined;
}

const shape = /^([A-Za-z$][\w.$]*)(?:\(([^()]*)\))?$/;

export function parseSegments(path: string): Segment[] {
  return path.split('/').filter(Boolean).map(parseSegment);
}

function parseSegment(text: string): Segment {
  const match = shape.exec(text);
  if (!match?.[1]) throw unknownSegment(text);
  return { name: match[1], key: match[2] === undefined ? undefined : unquoted(match[2]) };
}

/** Keys come bare or in single quotes. */
const unquoted = (key: string): string => key.trim().replace(/^'(.*)'$/, '$1');
