/**
 * Legal forms and connecting words say nothing about which company it is. Written as they stand after normalising, so without accents; the
 * longer ones before their own parts.
 */
const LEGAL_FORMS = (
  'gesellschaft mit beschrankter haftung,aktiengesellschaft,kommanditgesellschaft,offene gesellschaft,eingetragener verein,' +
  'ges m b h,g m b h,gesmbh,gmbh,mbh,kgaa,ag,kg,ohg,og,gbr,ug,haftungsbeschrankt,e k,ek,e u,eu,e v,ev,se,' +
  's a r l,sarl,s p a,spa,s r l,srl,s r o,sro,sp z o o,d o o,doo,sa,bv,nv,ab,as,oy,aps,kft,zrt,' +
  'limited,ltd,llc,llp,inc,corp,plc,co,und,and'
).split(',');

const LEGAL_FORM = new RegExp(`\\b(${LEGAL_FORMS.join('|')})\\b`, 'g');

/**
 * What two spellings of one company's name have in common: no case, accents (also written as ae, oe, ue), punctuation, legal form or number of
 * blanks. A name that is nothing but a legal form stays as it is.
 */
export function normaliseName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const core = words.replace(LEGAL_FORM, ' ').replace(/\s+/g, ' ').trim();
  return (core === '' ? words : core).replace(/([aou])e/g, '$1');
}
