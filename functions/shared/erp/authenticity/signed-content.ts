import type { RawRequest } from '../types.ts';

const placeholder = /\{(body|path|header:[a-z0-9-]+)\}/;

/** The exact bytes a signature covers, from a template such as `{header:webhook-id}.{header:webhook-timestamp}.{body}`. */
export function signedContent(template: string, request: RawRequest): Uint8Array | undefined {
  if (template === '{body}') return request.body;
  const parts: Uint8Array[] = [];
  for (const piece of template.split(/(\{[^}]*\})/)) {
    const bytes = placeholder.test(piece) ? valueOf(piece.slice(1, -1), request) : Buffer.from(piece);
    if (bytes === undefined) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function valueOf(name: string, request: RawRequest): Uint8Array | undefined {
  if (name === 'body') return request.body;
  const text = name === 'path' ? request.path : request.headers[name.slice('header:'.length)];
  return text === undefined ? undefined : Buffer.from(text);
}
