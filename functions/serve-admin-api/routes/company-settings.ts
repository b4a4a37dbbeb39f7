import { may, route } from '../define-route.ts';
import {
  changeLetterhead,
  LARGEST_LETTERHEAD,
  readLetterhead,
  removeLetterhead,
} from '../company-settings/keep-letterhead.ts';
import { replaceSettings, requireSettings } from '../company-settings/keep-settings.ts';
import { fileBodySchema } from '../../shared/http/file-body.ts';
import { settingsBodySchema, settingsView, settingsViewSchema } from '../views/settings-view.ts';

const tag = 'Company settings';
const returns = { json: settingsViewSchema };
const pdf = 'application/pdf';

export const companySettingsRoutes = [
  route({
    id: 'getCompanySettings',
    method: 'GET',
    path: '/company-settings',
    tag,
    summary: 'Get what the firm says about itself, and how it sells',
    roles: may.read,
    returns,
    handle: async ({ caller }, ports) => {
      const settings = await requireSettings(ports, caller.company);
      return { body: settingsView(settings), version: settings.version };
    },
  }),
  route({
    id: 'replaceCompanySettings',
    method: 'PUT',
    path: '/company-settings',
    tag,
    summary: 'Set seller, VAT rates, number series, and the ERP that takes orders',
    description:
      'The first time without If-Match, then with the ETag. A number series counts on when its pattern changes; with {year} it starts anew each year.',
    roles: may.administer,
    body: settingsBodySchema,
    returns,
    handle: async ({ caller, body, headers }, ports) => {
      const address = { company: caller.company, ifMatch: headers['if-match'] };
      const settings = await replaceSettings(ports, address, body);
      return { body: settingsView(settings), version: settings.version };
    },
  }),
  route({
    id: 'getLetterhead',
    method: 'GET',
    path: '/company-settings/letterhead',
    tag,
    summary: 'Get the letterhead that documents are laid over',
    roles: may.read,
    returns: { file: pdf },
    handle: async ({ caller }, ports) => ({
      bytes: await readLetterhead(ports, caller.company),
      mediaType: pdf,
    }),
  }),
  route({
    id: 'replaceLetterhead',
    method: 'PUT',
    path: '/company-settings/letterhead',
    tag,
    summary: 'Upload the letterhead as PDF, at most 2 MB',
    description: 'Its first page is the first page’s, its second, where there is one, all others’ (O-4).',
    roles: may.administer,
    body: fileBodySchema,
    accepts: pdf,
    bodyLimit: LARGEST_LETTERHEAD,
    returns,
    handle: async ({ caller, body }, ports) => {
      const settings = await changeLetterhead(ports, caller.company, body);
      return { body: settingsView(settings), version: settings.version };
    },
  }),
  route({
    id: 'deleteLetterhead',
    method: 'DELETE',
    path: '/company-settings/letterhead',
    tag,
    summary: 'Print on blank paper again',
    roles: may.administer,
    returns: { nothing: true },
    handle: async ({ caller }, ports) => {
      await removeLetterhead(ports, caller.company);
      return undefined;
    },
  }),
];
