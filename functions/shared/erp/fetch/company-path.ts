import type { RequestTemplate } from './ask.ts';
import type { ErpAccess } from './erp-access.ts';
import { quotedValues } from './quoting.ts';
import { filledAddress, type TemplateValues } from './template.ts';

/** The path of a request as far as the segment of the ERP's company, to which its next pages are held; empty where it names none. */
export function companyPath(access: ErpAccess, request: RequestTemplate, values: TemplateValues): string {
  const start = request.path.indexOf('{company}');
  if (start === -1) return '';
  const end = request.path.indexOf('/', start);
  const path = request.path.slice(0, end === -1 ? undefined : end).replace(/^\/+/, '');
  return filledAddress(path, access, quotedValues(access, request, values));
}
