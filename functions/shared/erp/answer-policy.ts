import type { Connector } from './connectors.ts';
import type { AnswerName } from './manifest/webhook.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const outcomeNames = {
  accepted: 'accepted',
  unauthenticated: 'unauthenticated',
  malformed: 'malformed',
  'too-large': 'tooLarge',
  overload: 'overload',
  'handshake-failed': 'handshakeFailed',
} as const satisfies Record<string, AnswerName>;

export type WebhookOutcome = keyof typeof outcomeNames;

/** What this sender is told. The wrong code can cost the subscription, so each connector states its own. */
export function answerFor(connector: Connector, outcome: WebhookOutcome): Answer {
  const answer = connector.manifest.webhook?.answers[outcomeNames[outcome]];
  if (answer === undefined) return { status: 404, headers: {}, body: '' };
  const retry = answer.retryAfterSeconds;
  return {
    status: answer.status,
    headers: {
      ...(answer.body === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' }),
      ...(retry === undefined ? {} : { 'retry-after': String(retry) }),
    },
    body: answer.body,
  };
}
