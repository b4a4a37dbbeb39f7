import * as z from 'zod';
import { accountIdSchema, contactIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getContact, listContacts } from '../../shared/store/contacts.ts';
import { addContact, changeContact, removeContact } from '../accounts/keep-contact.ts';
import { may, route } from '../define-route.ts';
import { textParameter } from '../parameters.ts';
import {
  contactChangeSchema,
  contactView,
  contactViewSchema,
  newContactSchema,
} from '../views/contact-view.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Contacts';
const params = z.object({ contactId: contactIdSchema.meta({ example: exampleIds.contact }) });
const returns = { json: contactViewSchema };

export const contactRoutes = [
  route({
    id: 'listContacts',
    method: 'GET',
    path: '/contacts',
    tag,
    summary: 'List contacts by last name',
    roles: may.read,
    query: z.object({
      accountId: accountIdSchema
        .optional()
        .meta({ description: 'Of this account.', example: exampleIds.account }),
      text: textParameter.meta({ description: 'Part of a name or e-mail address.', example: 'eva' }),
    }),
    returns: { page: contactViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listContacts(store, { company: caller.company, ...query }, page);
      return { items: found.items.map(contactView), cursor: found.cursor };
    },
  }),
  route({
    id: 'createContact',
    method: 'POST',
    path: '/contacts',
    tag,
    summary: 'Create a contact at an account',
    roles: may.sell,
    body: newContactSchema,
    returns: { json: contactViewSchema, status: 201 },
    handle: async ({ caller, body }, ports) => {
      const contact = await addContact(ports, caller.company, body);
      const headers = { location: `/contacts/${contact.contactId}` };
      return { body: contactView(contact), version: contact.version, headers };
    },
  }),
  route({
    id: 'getContact',
    method: 'GET',
    path: '/contacts/{contactId}',
    tag,
    summary: 'Get a contact',
    roles: may.read,
    params,
    returns,
    handle: async ({ caller, params: { contactId } }, { store }) => {
      const contact = await getContact(store, caller.company, contactId);
      if (!contact) throw notFound(`contact ${contactId}`);
      return { body: contactView(contact), version: contact.version };
    },
  }),
  route({
    id: 'changeContact',
    method: 'PATCH',
    path: '/contacts/{contactId}',
    tag,
    summary: 'Change a contact',
    roles: may.sell,
    params,
    body: contactChangeSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { contactId }, body, expectedVersion }, ports) => {
      const contact = await changeContact(
        ports,
        { company: caller.company, contactId, expectedVersion },
        body,
      );
      return { body: contactView(contact), version: contact.version };
    },
  }),
  route({
    id: 'deleteContact',
    method: 'DELETE',
    path: '/contacts/{contactId}',
    tag,
    summary: 'Delete a contact',
    roles: may.sell,
    params,
    changesVersion: true,
    returns: { nothing: true },
    handle: async ({ caller, params: { contactId }, expectedVersion }, ports) => {
      await removeContact(ports, { company: caller.company, contactId, expectedVersion });
      return undefined;
    },
  }),
];
