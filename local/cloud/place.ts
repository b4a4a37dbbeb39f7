/** The region and account that the embedded cloud pretends to be. */
export const place = { region: 'eu-central-1', account: '000000000000' } as const;
