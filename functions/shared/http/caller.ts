import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { HttpProblem } from './problem.ts';
import { isRole, type Role } from './roles.ts';

/** Who asks: a person or script of exactly one company. */
export interface Caller {
  readonly company: string;
  readonly subject: string;
  readonly roles: readonly Role[];
}

type Claims = APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']['authorizer']['jwt']['claims'];

/** The gateway has verified the token; what is missing here is missing in the token itself. */
export function readCaller(claims: Claims | undefined): Caller {
  if (!claims) throw new HttpProblem('unauthenticated', 'Send a token as "Authorization: Bearer …".');
  const company = claims['custom:company'];
  if (typeof company !== 'string' || company === '') {
    throw new HttpProblem('company-missing', 'Ask for a token with the claim custom:company.');
  }
  return {
    company,
    subject: String(claims.sub ?? ''),
    roles: groupsOf(claims['cognito:groups']).filter(isRole),
  };
}

/** An HTTP API hands an array claim over as text: `[operator reader]`. */
function groupsOf(claim: Claims[string] | undefined): string[] {
  if (Array.isArray(claim)) return claim;
  return typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];
}

export function assertRole(caller: Caller, allowed: readonly Role[]): void {
  if (caller.roles.some((role) => allowed.includes(role))) return;
  throw new HttpProblem('role-missing', `This needs one of the roles ${allowed.join(', ')}.`);
}
