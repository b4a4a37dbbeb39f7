export interface Town {
  readonly city: string;
  readonly postalCode: string;
  readonly state: string;
}

export interface Country {
  readonly code: string;
  readonly phonePrefix: string;
  readonly towns: readonly Town[];
  readonly streets: readonly string[];
  readonly legalForms: readonly string[];
}

const town = (postalCode: string, city: string, state = ''): Town => ({ postalCode, city, state });

export const countries: Record<'AT' | 'DE' | 'IT' | 'CH' | 'US', Country> = {
  AT: {
    code: 'AT',
    phonePrefix: '+43 1 5',
    towns: [
      town('1010', 'Wien'),
      town('8010', 'Graz'),
      town('4020', 'Linz'),
      town('5020', 'Salzburg'),
      town('6020', 'Innsbruck'),
      town('3100', 'St. Pölten'),
    ],
    streets: ['Mariahilfer Straße', 'Landstraßer Gürtel', 'Am Mühlbach', 'Schloßallee', 'Bäckerstraße'],
    legalForms: ['GmbH', 'GmbH & Co KG', 'e.U.', 'AG', 'OG'],
  },
  DE: {
    code: 'DE',
    phonePrefix: '+49 89 4',
    towns: [
      town('80331', 'München', 'BY'),
      town('50667', 'Köln', 'NW'),
      town('04109', 'Leipzig', 'SN'),
      town('40213', 'Düsseldorf', 'NW'),
      town('90402', 'Nürnberg', 'BY'),
    ],
    streets: ['Königsallee', 'Große Bleichen', 'Müllerstraße', 'Am Schützenplatz', 'Überseeallee'],
    legalForms: ['GmbH', 'GmbH & Co. KG', 'AG', 'KG', 'UG (haftungsbeschränkt)'],
  },
  IT: {
    code: 'IT',
    phonePrefix: '+39 0471 2',
    towns: [town('39100', 'Bozen', 'BZ'), town('39012', 'Meran', 'BZ'), town('20121', 'Milano', 'MI')],
    streets: ['Via Montenapoleone', 'Laubengasse', 'Via dell’Artigianato'],
    legalForms: ['S.r.l.', 'S.p.A.', 'S.n.c.'],
  },
  CH: {
    code: 'CH',
    phonePrefix: '+41 44 3',
    towns: [town('8001', 'Zürich', 'ZH'), town('3011', 'Bern', 'BE'), town('1204', 'Genève', 'GE')],
    streets: ['Bahnhofstrasse', 'Limmatquai', 'Rue du Rhône'],
    legalForms: ['AG', 'GmbH', 'Sàrl'],
  },
  US: {
    code: 'US',
    phonePrefix: '+1 312 5',
    towns: [town('60601', 'Chicago', 'IL'), town('31772', 'Albany', 'GA'), town('98101', 'Seattle', 'WA')],
    streets: ['Lake Street', 'Peachtree Avenue', 'Pike Place'],
    legalForms: ['Inc.', 'LLC', 'Corp.'],
  },
};

export const companyNames: readonly string[] = [
  'Müller Metallbau',
  'Bäckerei Größwang',
  'Schönbrunner Gartenbau',
  'Hütten & Söhne Maschinenbau',
  'Grünwald Elektrotechnik',
  'Österreicher Spedition',
  'Jäger Klimatechnik',
  'Körner Feinmechanik',
  'Straßer Haustechnik',
  'Böhm Verpackungen',
  'Lüftner Anlagenbau',
  'Weiß Medizintechnik',
  'Königshof Hotelbetriebe',
  'Fröhlich Druckerei',
  'Zäuner Holzbau',
  'Gruber Getränke',
  'Pichler IT-Systeme',
  'Alpenblick Touristik',
  'Donau Kältetechnik',
  'Nordlicht Optik',
  'Brückner Tiefbau',
  'Süßmilch Feinkost',
  'Eßlinger Werkzeuge',
  'Vögele Fördertechnik',
  'Überall Logistik',
];

export const familyNames: readonly string[] = ['Höllerer', 'Strauß', 'Wäger', 'Nußbaumer', 'Köppl', 'Dürr'];
export const givenNames: readonly string[] = ['Käthe', 'Jörg', 'Anneliese', 'Günther', 'Zoë', 'Björn'];
