import { contactSchema, type Contact } from '../../../domain/records/contact.ts';
import { indexes, keys, sorts } from './keys.ts';
import { listPage, type Page, type PageRequest } from './pages.ts';
import { deleteSmall, getSmall, putSmall, readHead, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

const contactLayout: SmallLayout<Contact> = {
  schema: contactSchema,
  key: ({ company, contactId }) => keys.record(company, contactId),
  index1: ({ company, lastName, contactId }) => ({
    partition: indexes.byName(company, 'contact'),
    sort: sorts.byName(lastName, contactId),
  }),
  index2: ({ company, accountId, lastName, contactId }) => ({
    partition: indexes.ofAccount(company, accountId),
    sort: sorts.contactOfAccount(lastName, contactId),
  }),
};

export interface ContactFilter {
  readonly company: string;
  readonly accountId?: string | undefined;
  /** Part of a name or e-mail address. */
  readonly text?: string | undefined;
}

export const getContact = (store: Store, company: string, contactId: string): Promise<Contact | undefined> =>
  getSmall(store, contactLayout, keys.record(company, contactId));

export const createContact = (store: Store, contact: Contact): Promise<Contact> =>
  putSmall(store, contactLayout, contact);

/** `contact` carries the new version; the stored one must be the version before. */
export const updateContact = (store: Store, contact: Contact): Promise<Contact> =>
  putSmall(store, contactLayout, contact);

export const deleteContact = (store: Store, contact: Contact): Promise<void> =>
  deleteSmall(store, contactLayout, contact);

/** By last name, of the company or of one account. */
export const listContacts = (
  store: Store,
  filter: ContactFilter,
  page: PageRequest,
): Promise<Page<Contact>> =>
  listPage(
    store,
    {
      table: store.crm,
      ...placeOf(filter),
      read: (item) => {
        const contact = readHead(contactSchema, item);
        return matches(contact, filter) ? contact : undefined;
      },
    },
    page,
  );

const placeOf = ({ company, accountId }: ContactFilter) =>
  accountId === undefined
    ? { index: 'gsi1' as const, stretches: [{ partition: indexes.byName(company, 'contact') }] }
    : {
        index: 'gsi2' as const,
        stretches: [{ partition: indexes.ofAccount(company, accountId), prefix: 'contact#' }],
      };

const matches = ({ firstName, lastName, email }: Contact, { text }: ContactFilter): boolean =>
  text === undefined || [firstName, lastName, email].join('\n').toLowerCase().includes(text.toLowerCase());
