/**
 * Names of the tables as the functions know them, and their indexes. An index carries `head`, all that lists show, so that
 * a list costs one read; what the keys hold is the store's business.
 */
export const crmLayout = {
  variable: 'CRM_TABLE',
  expiresAt: 'expiresAt',
  indexes: [
    { name: 'gsi1', attributes: ['head', 'version'] },
    { name: 'gsi2', attributes: ['head', 'version'] },
  ],
};

export const crossReferencesLayout = { variable: 'CROSS_REFERENCES_TABLE' };

/** The index holds parked deliveries only. */
export const deliveriesLayout = {
  variable: 'DELIVERIES_TABLE',
  indexes: [{ name: 'gsi1', attributes: ['head', 'version'] }],
};

/** The journal of all hand-overs. The index holds what is not settled yet. */
export const ledgerLayout = {
  variable: 'LEDGER_TABLE',
  appendOnly: true,
  indexes: [{ name: 'gsi1', attributes: ['head', 'version'] }],
};
