import type { Connector } from './connectors.ts';
import { answerFor, type Answer } from './answer-policy.ts';
import type { RawRequest } from './types.ts';

const MAX_TOKEN_LENGTH = 2_048;

/**
 * The answer to a handshake, or undefined when the request is none. A value is echoed as plain text only, so that nothing a stranger
 * sends is ever run by a browser. (Signed probes are recognised by `readChanges` after their signature was checked.)
 */
export function answerHandshake(connector: Connector, request: RawRequest): Answer | undefined {
  const rule = connector.manifest.webhook?.handshake;
  if (rule === undefined || rule.kind === 'signed-probe') return undefined;
  if (!(rule.methods as readonly string[]).includes(request.method)) return undefined;
  const value = rule.kind === 'echo-query' ? request.query[rule.parameter] : request.headers[rule.header];
  if (value === undefined) return undefined;
  if (!isPrintable(value)) return answerFor(connector, 'handshake-failed');
  return rule.kind === 'echo-query'
    ? { status: 200, headers: plainText, body: value }
    : { status: 200, headers: { allow: 'POST', ...rule.headers, [rule.answerHeader]: value }, body: '' };
}

const plainText = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };

function isPrintable(value: string): boolean {
  return value.length > 0 && value.length <= MAX_TOKEN_LENGTH && !/[\u0000-\u001f\u007f]/.test(value);
}
