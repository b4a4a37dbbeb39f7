import type { RenderAnswer, RenderRequest } from '../../domain/documents/render-request.ts';
import { checkLetterhead } from './check-letterhead.ts';
import type { RenderPorts } from './ports.ts';
import { RefusedError } from './refusal.ts';
import { renderInvoice } from './render-invoice.ts';
import { renderQuote } from './render-quote.ts';

/** Makes a document once and keeps it; asked again, it names what was kept. */
export async function renderDocument(ports: RenderPorts, request: RenderRequest): Promise<RenderAnswer> {
  try {
    return await answerTo(ports, request);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { outcome: 'refused', code: error.code, reason: error.message };
  }
}

function answerTo(ports: RenderPorts, request: RenderRequest): Promise<RenderAnswer> {
  switch (request.action) {
    case 'render-quote':
      return renderQuote(ports, request);
    case 'render-invoice':
      return renderInvoice(ports, request);
    case 'check-letterhead':
      return checkLetterhead(ports, request);
  }
}
