import type { SharedValueRule } from '../manifest/authenticity.ts';
import { secretValues, type RawRequest, type Secrets } from '../types.ts';
import { equalsAny } from './equal.ts';
import { authentic, refused, type Verdict } from './verdict.ts';

type RequestRule = Exclude<SharedValueRule, { at: 'entry' }>;

export function checkSharedValue(rule: SharedValueRule, request: RawRequest, secrets: Secrets): Verdict {
  const expected = secretValues(secrets, rule.secret);
  if (expected.length === 0) return refused('not-configured');
  // Entries are checked one by one when the body is read: a wrong one must not cost the others (see the envelope).
  if (rule.at === 'entry') return authentic;
  const sent = sentValue(rule, request);
  if (sent === undefined) return refused('missing');
  return equalsAny(sent, expected) ? authentic : refused('secret');
}

function sentValue(rule: RequestRule, request: RawRequest): string | undefined {
  switch (rule.at) {
    case 'header':
      return request.headers[rule.name];
    case 'query':
      return request.query[rule.name];
    case 'path':
      return request.path.split('/').at(-1);
  }
}
