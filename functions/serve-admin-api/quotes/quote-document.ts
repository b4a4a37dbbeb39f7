import { madeDocument } from '../documents.ts';
import type { AdminPorts } from '../ports.ts';
import type { QuoteAddress } from './require-quote.ts';

/** Where the document of a quote lies. */
export const quoteDocument = (ports: AdminPorts, { company, quoteId }: QuoteAddress): Promise<string> =>
  madeDocument(ports, { action: 'render-quote', company, quoteId });
