const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

export interface ButtonFacts {
  readonly label: string;
  readonly does: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** The question to the person, and the member of the body that gets the answer. */
  readonly ask?: {
    readonly question: string;
    readonly field: string;
    readonly preset?: string;
    readonly isNumber?: boolean;
  };
}

function button({ label, does, body, ask }: ButtonFacts): string {
  const [method = 'POST', path = ''] = does.split(' ');
  const facts: Record<string, string> = {
    method,
    path: `/demo/${path}`,
    body: JSON.stringify(body ?? {}),
    ...(ask
      ? {
          ask: ask.question,
          field: ask.field,
          preset: ask.preset ?? '',
          kind: ask.isNumber ? 'number' : 'text',
        }
      : {}),
  };
  const attributes = Object.entries(facts).map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`);
  return `<button type="button"${attributes.join('')}>${escapeHtml(label)}</button>`;
}

export const bar = (...buttons: readonly ButtonFacts[]): string =>
  `<div class="bar">${buttons.map(button).join('')}</div>`;

/** A cell is a text to escape, an amount, or buttons. */
export type Cell = string | { readonly amount: string } | { readonly buttons: readonly ButtonFacts[] };

export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const titles = head.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
  const lines = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  return `<div class="scroll"><table><thead><tr>${titles}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

function cell(content: Cell): string {
  if (typeof content === 'string') return `<td>${escapeHtml(content)}</td>`;
  if ('amount' in content) return `<td class="number">${escapeHtml(content.amount)}</td>`;
  return `<td>${content.buttons.map(button).join(' ')}</td>`;
}
