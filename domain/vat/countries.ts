/** Parts of member states that are outside the EU's VAT territory; a user-assigned code of ISO 3166. */
export const THIRD_TERRITORY = 'XT';

/** ISO 3166-1 alpha-2, by first letter; XI is Northern Ireland, where the EU's rules hold for goods; and our XT. */
const COUNTRIES: ReadonlySet<string> = new Set(
  Object.entries({
    A: 'DEFGILMOQRSTUWXZ',
    B: 'ABDEFGHIJLMNOQRSTVWYZ',
    C: 'ACDFGHIKLMNORUVWXYZ',
    D: 'EJKMOZ',
    E: 'CEGHRST',
    F: 'IJKMOR',
    G: 'ABDEFGHILMNPQRSTUWY',
    H: 'KMNRTU',
    I: 'DELMNOQRST',
    J: 'EMOP',
    K: 'EGHIMNPRWYZ',
    L: 'ABCIKRSTUVY',
    M: 'ACDEFGHKLMNOPQRSTUVWXYZ',
    N: 'ACEFGILOPRUZ',
    O: 'M',
    P: 'AEFGHKLMNRSTWY',
    Q: 'A',
    R: 'EOSUW',
    S: 'ABCDEGHIJKLMNORSTVXYZ',
    T: 'CDFGHJKLMNORTVWZ',
    U: 'AGMSYZ',
    V: 'ACEGINU',
    W: 'FS',
    X: 'IT',
    Y: 'ET',
    Z: 'AMW',
  }).flatMap(([first, seconds]) => [...seconds].map((second) => first + second)),
);

/** Members of the European Union since 2020-02-01. */
const EU: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

export const isKnownCountry = (country: string): boolean => COUNTRIES.has(country);
export const isEuMember = (country: string): boolean => EU.has(country);
