/** Legal forms and connecting words say nothing about which company it is; longer forms stand before their parts. */
const LEGAL_FORMS = new RegExp(
  `\\b(${[
    'gesellschaft mit beschrankter haftung',
    'aktiengesellschaft',
    'kommanditgesellschaft',
    'offene gesellschaft',
    'eingetragener verein',
    'einzelunternehmen',
    'g m b h',
    'e k',
    'e u',
    'e v',
    's a r l',
    's p a',
    's r l',
    's r o',
    'd o o',
    'sp z o o',
    'gesmbh',
    'gmbh',
    'mbh',
    'ag',
    'kg',
    'kgaa',
    'og',
    'ohg',
    'gbr',
    'ug',
    'haftungsbeschrankt',
    'eu',
    'ek',
    'ev',
    'se',
    'sa',
    'sarl',
    'spa',
    'srl',
    'sro',
    'doo',
    'bv',
    'nv',
    'ab',
    'as',
    'oy',
    'aps',
    'kft',
    'zrt',
    'ltd',
    'limited',
    'llc',
    'llp',
    'inc',
    'corp',
    'plc',
    'co',
    'und',
    'and',
  ].join('|')})\\b`,
  'g',
);

/**
 * What two spellings of one company's name have in common: no case, accents, punctuation, legal form or order of blanks. A name that is
 * nothing but a legal form stays as it is.
 */
export function normaliseName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const core = plain.replace(LEGAL_FORMS, ' ').replace(/\s+/g, ' ').trim();
  return core === '' ? plain : core;
}
