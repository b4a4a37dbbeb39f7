/** True where no text is asked for, or one of the values holds it in whatever case. */
export function isLike(values: readonly (string | null | undefined)[], text: string | undefined): boolean {
  if (text === undefined) return true;
  const wanted = text.toLowerCase();
  return values.some((value) => value?.toLowerCase().includes(wanted));
}
