import type { Document } from '../../core/document.ts';
import type { Sentence } from '../../core/formats.ts';

/** A word that a command takes by its place. */
export interface HelpArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** It takes all words that follow. */
  readonly variadic: boolean;
  /** Every value that it takes; null where that is open. */
  readonly choices: readonly string[] | null;
  readonly default: string | null;
}

/** A flag of a command. */
export interface HelpOption {
  /** As written in help: `-y, --yes`, `--scope <permissions>`. */
  readonly flags: string;
  readonly description: string;
  /** Every value that it takes; null where that is open. */
  readonly choices: readonly string[] | null;
  /** What holds without it; null where nothing does, or where it depends. */
  readonly default: string | null;
  /** Nothing goes without it. */
  readonly required: boolean;
  /** The environment variable that it wins over. */
  readonly env: string | null;
}

/** A command line and what it does. */
export interface HelpExample {
  readonly command: string;
  readonly description: string;
}

/** One command, with all that is below it. */
export interface HelpCommand {
  readonly name: string;
  /** `connect-cli url lint [options] [url]` */
  readonly usage: string;
  readonly description: Sentence;
  readonly arguments: readonly HelpArgument[];
  readonly options: readonly HelpOption[];
  readonly commands: readonly HelpCommand[];
  readonly examples: readonly HelpExample[];
}

/** The document of `--help --json`: of the whole program or of one command. */
export interface HelpDocument extends Document, HelpCommand {
  readonly kind: 'help';
  /** Flags that every command takes beside its own. */
  readonly globalOptions: readonly HelpOption[];
}

/** The document of `--version --json`. */
export interface VersionDocument extends Document {
  readonly kind: 'version';
  readonly name: 'connect-cli';
  readonly version: string;
}

/** A line of a help topic. */
export interface HelpTopicRow {
  /** A variable, an exit code or a kind of document. */
  readonly name: string;
  /** Heading under which it stands; null where the topic has none. */
  readonly group: string | null;
  readonly meaning: string;
}

/** Names of the pages that `connect-cli help` has beside those of the commands. */
export type HelpTopicName = 'environment' | 'exit-codes' | 'json';

/** The document of `help environment`, `help exit-codes` and `help json`. */
export interface HelpTopicDocument extends Document {
  readonly kind: 'help-topic';
  readonly topic: HelpTopicName;
  readonly description: string;
  readonly rows: readonly HelpTopicRow[];
}
