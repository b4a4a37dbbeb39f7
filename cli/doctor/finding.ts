/** One thing looked at. `bad` means the application will not work; `note` is worth knowing. */
export interface Finding {
  readonly what: string;
  readonly state: 'good' | 'note' | 'bad';
  readonly detail: string;
  readonly advice?: string;
}
