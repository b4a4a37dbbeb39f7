import { hash } from 'node:crypto';
import { documentKeys } from '../../../domain/documents/document-keys.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import { problem } from '../../../domain/refusal.ts';
import { notFound } from '../../shared/http/problem.ts';
import { saveCompanySettings } from '../../shared/store/company-settings.ts';
import { nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { assertFine } from '../refused.ts';
import { without } from '../views/without.ts';
import { requireSettings } from './keep-settings.ts';

export const LARGEST_LETTERHEAD = 2 * 1_024 * 1_024;

/** Stored under its hash before anybody points to it: documents already made keep the letterhead they were made with. */
export async function changeLetterhead(
  ports: AdminPorts,
  company: string,
  pdf: Uint8Array,
): Promise<CompanySettings> {
  const settings = await requireSettings(ports, company);
  assertPdf(pdf);
  const sha256 = hash('sha256', pdf);
  if (settings.letterhead?.sha256 === sha256) return settings;
  await ports.documents.put(documentKeys.letterhead(company, sha256), pdf);
  const letterhead = { sha256, pages: await usablePages(ports, company, sha256) };
  return saveCompanySettings(ports.store, { ...settings, letterhead, ...nextVersionOf(ports, settings) });
}

export async function removeLetterhead(ports: AdminPorts, company: string): Promise<void> {
  const settings = await requireSettings(ports, company);
  if (!settings.letterhead) return;
  await saveCompanySettings(ports.store, {
    ...without(settings, 'letterhead'),
    ...nextVersionOf(ports, settings),
  });
}

export async function readLetterhead(ports: AdminPorts, company: string): Promise<Uint8Array> {
  const { letterhead } = await requireSettings(ports, company);
  const pdf = letterhead && (await ports.documents.read(documentKeys.letterhead(company, letterhead.sha256)));
  if (!pdf) throw notFound('letterhead');
  return pdf;
}

/** The cheap look first: most wrong files are no PDF at all. */
function assertPdf(bytes: Uint8Array): void {
  if (Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-')) return;
  unusable('The file is no PDF; export the letterhead as PDF and upload that.');
}

/** Whether documents can be laid over it, as the function says that will do it. */
async function usablePages(ports: AdminPorts, company: string, sha256: string): Promise<number> {
  const answer = await ports.render({ action: 'check-letterhead', company, sha256 });
  if (answer.outcome === 'refused') unusable(answer.reason);
  if (answer.outcome === 'letterhead-fits') return answer.pages;
  throw new Error(`A letterhead was asked for, and the answer is "${answer.outcome}".`);
}

const unusable = (reason: string): void => assertFine([problem('letterhead', 'letterhead-unusable', reason)]);
