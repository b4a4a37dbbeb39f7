/** Ids as they look, for the examples of the OpenAPI document. */
export const exampleIds = {
  account: 'acc_0198f0b2c7d47a1e9b53',
  otherAccount: 'acc_0198f0b2c7d47a1e9b54',
  contact: 'con_0198f0b2c7d47a1e9b55',
  debtor: 'deb_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  product: 'prd_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  invoice: 'inv_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  coupling: 'cpl_Jd3xWm2c9Q1t7Zr5Vb8nKA',
  delivery: '0198f0b2-c7d4-7a1e-9b53-1c2d3e4f5a6b',
  connection: 'acme-bc',
  opportunity: 'opp_0198f0b2c7d47a1e9b56',
  quote: 'quo_0198f0b2c7d47a1e9b57',
  order: 'ord_0198f0b2c7d47a1e9b58',
  agreement: 'agr_0198f0b2c7d47a1e9b59',
  project: 'prj_0198f0b2c7d47a1e9b5a',
  priceAgreement: 'pra_0198f0b2c7d47a1e9b5b',
} as const;

export const exampleInstant = '2026-01-31T09:30:00.000Z';
