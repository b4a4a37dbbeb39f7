import { changeOpportunity } from '../../../domain/opportunities/change-opportunity.ts';
import {
  opportunitySchema,
  type Opportunity,
  type OpportunityFields,
} from '../../../domain/records/opportunity.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { getContact } from '../../shared/store/contacts.ts';
import { deleteOpportunity, getOpportunity, saveOpportunity } from '../../shared/store/opportunities.ts';
import { listQuotes } from '../../shared/store/quotes.ts';
import { given, type Changes } from '../accounts/given-fields.ts';
import { requireOpenAccount } from '../accounts/require-account.ts';
import { survivorAccount } from '../accounts/survivor-account.ts';
import { firstVersion, nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { allowed, noSuch } from '../refused.ts';

export interface OpportunityVersion {
  readonly company: string;
  readonly opportunityId: string;
  readonly expectedVersion: number;
}

export async function openOpportunity(
  ports: AdminPorts,
  company: string,
  fields: OpportunityFields,
): Promise<Opportunity> {
  const { accountId } = await requireOpenAccount(ports.store, company, fields.accountId);
  await assertContact(ports, company, fields);
  const { changed } = allowed(changeOpportunity(undefined, fields));
  const opportunityId = `opp_${ports.newId()}`;
  return saveOpportunity(ports.store, {
    ...changed,
    ...firstVersion(ports, company),
    ...{ accountId, opportunityId },
  });
}

/** The account of an opportunity never changes: its quotes are made for it. */
export async function editOpportunity(
  ports: AdminPorts,
  address: OpportunityVersion,
  changes: Changes<Omit<OpportunityFields, 'accountId'>>,
): Promise<Opportunity> {
  const opportunity = await expected(ports, address);
  const wanted = opportunitySchema.parse({ ...opportunity, ...given(changes) });
  if (changes.contactId !== undefined) await assertContact(ports, address.company, wanted);
  const { changed } = allowed(changeOpportunity(opportunity, wanted));
  const next = { ...opportunity, ...changed, ...nextVersionOf(ports, opportunity) };
  return saveOpportunity(ports.store, next);
}

export async function removeOpportunity(ports: AdminPorts, address: OpportunityVersion): Promise<void> {
  const opportunity = await expected(ports, address);
  const { company, opportunityId } = address;
  const { accountId } = await survivorAccount(ports.store, company, opportunity.accountId);
  const quotes = await listQuotes(ports.store, { company, accountId, opportunityId }, { limit: 1 });
  if (quotes.items.length > 0)
    throw conflict('Quotes were made from it; mark the opportunity as lost instead.');
  await deleteOpportunity(ports.store, opportunity);
}

export async function requireOpportunity(
  { store }: Pick<AdminPorts, 'store'>,
  company: string,
  opportunityId: string,
): Promise<Opportunity> {
  const opportunity = await getOpportunity(store, company, opportunityId);
  if (!opportunity) throw notFound(`opportunity ${opportunityId}`);
  return opportunity;
}

async function expected(
  ports: AdminPorts,
  { company, opportunityId, expectedVersion }: OpportunityVersion,
): Promise<Opportunity> {
  const opportunity = await requireOpportunity(ports, company, opportunityId);
  assertVersion(opportunity.version, expectedVersion);
  return opportunity;
}

async function assertContact(
  { store }: AdminPorts,
  company: string,
  { contactId }: Pick<OpportunityFields, 'contactId'>,
): Promise<void> {
  if (!contactId) return;
  if (!(await getContact(store, company, contactId))) throw noSuch('contactId', `contact ${contactId}`);
}
