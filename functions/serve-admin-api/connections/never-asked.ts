/** Address of an ERP whose connector only receives; `.invalid` can never be resolved. */
export const NEVER_ASKED = 'https://never-asked.invalid';
