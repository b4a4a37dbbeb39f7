import * as z from 'zod';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { concludeInputSchema, concludeLoad } from './conclude-load.ts';
import { loadInputSchema, loadPages } from './load-pages.ts';
import { stopInputSchema, stopLoad } from './stop-load.ts';

/** The steps of a first load; the state machine says which follows which. */
export const loadStepSchema = z.discriminatedUnion('step', [
  loadInputSchema,
  concludeInputSchema,
  stopInputSchema,
]);
export type LoadStep = z.infer<typeof loadStepSchema>;

export function loadRecords(ports: IngestionPorts, step: LoadStep): Promise<object> {
  switch (step.step) {
    case 'load':
      return loadPages(ports, step);
    case 'conclude':
      return concludeLoad(ports, step);
    case 'stop':
      return stopLoad(ports, step);
  }
}
