import type { Actor, Document, NextStep } from '../../document.ts';
import type { HttpStatus, LabelRule, Sentence } from '../../formats.ts';
import type { AskedPermission } from '../../permissions/scope.ts';
import type { MappingEdition, Provider } from '../../providers/provider.ts';
import type { Source } from '../../source.ts';
import type { ErrorDetails } from '../input/reading.ts';
import type { ErrorFamily, Issuer } from '../knowledge/entry.ts';

/** A permission that an error is about, with the Tesla boxes behind it. */
export interface ConcernedPermission {
  readonly name: string;
  /** Labels, any-of over all-of. */
  readonly boxes: LabelRule;
  readonly unmapped: boolean;
}

/** One error, explained; or said to be unknown. */
export interface ErrorExplanation {
  /** What was recognised in the input. */
  readonly input: string;
  readonly known: boolean;
  readonly family: ErrorFamily | null;
  /** The service that says these words; null for unknown ones. */
  readonly issuer: Issuer | null;
  /** False where the text does not show who sent it: then the explanation holds if `issuer` did. */
  readonly issuerCertain: boolean;
  /** As the documents spell it; JSON null is written `PERMISSION:null`. */
  readonly code: string | null;
  /** HTTP status that the error comes with. */
  readonly status: HttpStatus | null;
  readonly cause: Sentence;
  readonly who: Actor | null;
  /** Words to put before the vehicle's owner; null where the owner can do nothing about it. */
  readonly owner: string | null;
  readonly fix: Sentence;
  readonly docs: string | null;
  readonly note?: string | undefined;
  readonly permissions: readonly ConcernedPermission[];
  /** For unknown input: names that come near. */
  readonly nearest: readonly string[];
  readonly details: ErrorDetails;
  readonly source: Source | null;
  readonly next: readonly NextStep[];
}

/** The document of `explain-error`. */
export interface ErrorExplanationDocument extends Document {
  readonly kind: 'error-explanation';
  /** At least one of the errors is known. */
  readonly known: boolean;
  /** @minItems 1 */
  readonly explanations: readonly ErrorExplanation[];
}

/** What is known beside the pasted error. */
export interface ExplainOptions {
  /** Given on the command line; decides between rows of several companies. */
  readonly provider: Provider;
  readonly isProviderGiven: boolean;
  readonly edition: MappingEdition;
  /** From `--permission` and `--scope`. */
  readonly asked: readonly AskedPermission[];
  /** Names near to an unknown text. */
  readonly nearest: (text: string) => readonly string[];
  /** The permission that a misspelt one was meant to be. */
  readonly nearestPermission: (name: string) => string | undefined;
}
