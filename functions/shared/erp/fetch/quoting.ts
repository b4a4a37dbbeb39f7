import type { ErpAccess } from './erp-access.ts';
import type { RequestTemplate } from './ask.ts';
import type { TemplateValues } from './template.ts';

/**
 * The values of a request as they may stand inside the quotes of a filter, the ERP's company among them: no id or name, however odd, can end
 * its quote and change what is asked.
 */
export function quotedValues(
  { connection }: ErpAccess,
  { quoting = 'none' }: Pick<RequestTemplate, 'quoting'>,
  values: TemplateValues,
): TemplateValues {
  if (quoting === 'none') return values;
  const escape = quoting === 'odata' ? doubledQuotes : jsonEscaped;
  const all = { company: connection.externalCompany, ...values };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, value === undefined ? undefined : escape(value)]),
  );
}

const doubledQuotes = (text: string): string => text.replaceAll("'", "''");

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);
