/** Flags that every command takes. */
export interface GlobalOptions {
  readonly json: boolean;
  /** Prompts are allowed: not `--no-input`, and stdin and stderr are terminals. */
  readonly canPrompt: boolean;
  readonly verbose: boolean;
  readonly profile?: string | undefined;
}
