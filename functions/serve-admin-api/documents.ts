import type { RenderRequest } from '../../domain/documents/render-request.ts';
import type { FileAnswer } from '../shared/http/answer.ts';
import { HttpProblem, notFound } from '../shared/http/problem.ts';
import type { AdminPorts } from './ports.ts';

export const pdf = 'application/pdf';

/** Has a document made, unless it is there, and gives its place in the bucket. */
export async function madeDocument(ports: AdminPorts, request: RenderRequest): Promise<string> {
  const answer = await ports.render(request);
  if (answer.outcome === 'rendered') return answer.key;
  if (answer.outcome === 'letterhead-fits') throw new Error('Asked for a document, told of a letterhead.');
  if (answer.code === 'not-found') throw new HttpProblem('not-found', answer.reason);
  throw new HttpProblem('conflict', answer.reason, { rule: answer.code });
}

export async function documentFile(ports: AdminPorts, key: string, name: string): Promise<FileAnswer> {
  const bytes = await ports.documents.read(key);
  if (!bytes) throw notFound(`document ${name}`);
  const fileName = `${name.replace(/[^\w.-]+/g, '-')}.pdf`;
  return { bytes, mediaType: pdf, headers: { 'content-disposition': `inline; filename="${fileName}"` } };
}
