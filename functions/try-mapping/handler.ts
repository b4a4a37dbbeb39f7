import { processSandbox } from '../shared/erp/isolation/process-sandbox.ts';
import { bundledProgram } from '../shared/erp/isolation/program.ts';
import { trialInputSchema, type TrialOutput } from '../shared/erp/trial/sandbox.ts';

const sandbox = processSandbox(bundledProgram(import.meta.dirname));

/** Nothing is logged: this function has no right to anything, and what it has to say is its answer. */
export const handler = (event: unknown): Promise<TrialOutput> => sandbox.run(trialInputSchema.parse(event));
