import type { CommandModule } from '../commands/command.ts';

/** A command's line in `--help`, and how to load the rest of it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: CommandModule }>;
}
