import { secretValues, type RawRequest, type Secrets } from '../types.ts';
import { equalsAny } from './equal.ts';
import { authentic, refused, type Verdict } from './verdict.ts';

export function checkBearer(member: string, request: RawRequest, secrets: Secrets): Verdict {
  return checkScheme('bearer', secretValues(secrets, member), request);
}

export function checkBasic(
  rule: { user: string; password: string },
  request: RawRequest,
  secrets: Secrets,
): Verdict {
  const users = secretValues(secrets, rule.user);
  const passwords = secretValues(secrets, rule.password);
  const pairs = users.flatMap((user) => passwords.map((password) => `${user}:${password}`));
  return checkScheme(
    'basic',
    pairs.map((pair) => Buffer.from(pair).toString('base64')),
    request,
  );
}

function checkScheme(scheme: string, expected: readonly string[], request: RawRequest): Verdict {
  if (expected.length === 0) return refused('not-configured');
  const match = /^(\S+) +(\S+)$/.exec(request.headers['authorization'] ?? '');
  if (match?.[1]?.toLowerCase() !== scheme || match[2] === undefined) return refused('missing');
  return equalsAny(match[2], expected) ? authentic : refused('secret');
}
