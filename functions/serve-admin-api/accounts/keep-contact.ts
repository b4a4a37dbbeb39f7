import { contactSchema, type Contact, type ContactFields } from '../../../domain/records/contact.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { notFound } from '../../shared/http/problem.ts';
import { createContact, deleteContact, getContact, updateContact } from '../../shared/store/contacts.ts';
import type { AdminPorts } from '../ports.ts';
import { given, type Changes } from './given-fields.ts';
import { requireOpenAccount } from './require-account.ts';

interface ContactVersion {
  readonly company: string;
  readonly contactId: string;
  readonly expectedVersion: number;
}

export async function addContact(
  ports: AdminPorts,
  company: string,
  fields: ContactFields,
): Promise<Contact> {
  await requireOpenAccount(ports.store, company, fields.accountId);
  const now = ports.now().toISOString();
  const contactId = `con_${ports.newId()}`;
  return createContact(ports.store, {
    ...fields,
    company,
    contactId,
    createdAt: now,
    updatedAt: now,
    version: 1,
  });
}

export async function changeContact(
  ports: AdminPorts,
  address: ContactVersion,
  changes: Changes<ContactFields>,
): Promise<Contact> {
  const contact = await expectedContact(ports, address);
  if (changes.accountId !== undefined)
    await requireOpenAccount(ports.store, address.company, changes.accountId);
  return updateContact(
    ports.store,
    contactSchema.parse({
      ...contact,
      ...given(changes),
      updatedAt: ports.now().toISOString(),
      version: contact.version + 1,
    }),
  );
}

export async function removeContact(ports: AdminPorts, address: ContactVersion): Promise<void> {
  await deleteContact(ports.store, await expectedContact(ports, address));
}

async function expectedContact(ports: AdminPorts, { company, contactId, expectedVersion }: ContactVersion) {
  const contact = await getContact(ports.store, company, contactId);
  if (!contact) throw notFound(`contact ${contactId}`);
  assertVersion(contact.version, expectedVersion);
  return contact;
}
