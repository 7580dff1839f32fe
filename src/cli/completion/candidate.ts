/** A word that could stand at the cursor. */
export interface Candidate {
  readonly value: string;
  /** What it is, in a few words; shells that can show it beside the word. */
  readonly description?: string | undefined;
}

/** What could stand at the cursor. */
export interface Answer {
  readonly candidates: readonly Candidate[];
  /** The shell completes paths by itself. */
  readonly paths?: 'files' | 'folders' | undefined;
  /** More belongs to the word: no blank after it. */
  readonly goesOn?: boolean | undefined;
}
