import * as z from 'zod';

/** What a person may do; the groups of the user pool carry the same names. */
export const roleSchema = z.enum(['reader', 'sales', 'service', 'accounting', 'integrator', 'operator']);
export type Role = z.infer<typeof roleSchema>;

export const everyRole: readonly Role[] = roleSchema.options;

export const isRole = (name: string): name is Role => roleSchema.safeParse(name).success;
