/** A change as it was sent: each member may be missing, and zod says so with undefined. */
export type Changes<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

/** Only the members that were sent: absent leaves a field alone, null empties it. */
export const given = <Fields extends object>(changes: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Fields>;
