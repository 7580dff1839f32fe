/** Where a fact comes from, and the day on which that text was current. */
export interface Source {
  /** Public address of the page, or a short name where the page is no longer online. */
  readonly url: string;
  /** ISO date (`YYYY-MM` or `YYYY-MM-DD`) of the edition that was read. */
  readonly asOf: string;
  /** Set when the fact is not stated by the company itself. */
  readonly confidence?: 'unconfirmed' | 'field-report' | 'inferred' | undefined;
}
