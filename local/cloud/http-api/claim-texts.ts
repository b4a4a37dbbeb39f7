/**
 * Claims as API Gateway hands them to a function: every value is text, and a list is written `[a b]`,
 * not as JSON.
 */
export function claimTexts(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)]));
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}
