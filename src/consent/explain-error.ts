import { explainReading } from '../core/errors/explanation/explain.ts';
import type { ConcernedPermission, ErrorExplanation } from '../core/errors/explanation/explanation.ts';
import { parseErrorInput } from '../core/errors/input/parse.ts';
import { ConsentError } from './consent-error.ts';
import { readErrorText } from './error-text.ts';
import { chooseLanguage, type Language, type WordOptions } from './language.ts';
import { translateOwnerWords } from './owner-words/translate.ts';
import { readScope, type ScopeOptions } from './scope.ts';
import { chooseTable, type Scope } from './tables.ts';

/** What is known beside the error. */
export interface ExplainErrorOptions extends ScopeOptions, Pick<WordOptions, 'language'> {
  /** The permissions that the failed request needs, or that the app asks for. */
  readonly scope?: Scope | undefined;
}

/** One error, explained. */
export interface ExplainedError extends Pick<
  ErrorExplanation,
  'input' | 'known' | 'issuer' | 'issuerCertain' | 'code' | 'status' | 'cause' | 'who' | 'fix' | 'docs' | 'source'
> {
  /** What to tell the car's owner, in the language asked for; null where the owner can do nothing about it. */
  readonly owner: string | null;
  /** Remark, such as what is unconfirmed. */
  readonly note: string | null;
  /** Where a box that was not ticked can be the cause: the permissions concerned, and the boxes behind them. */
  readonly permissions: readonly ConcernedPermission[];
  /** Seconds after which asking again makes sense, where the text says so. */
  readonly retryAfterSeconds: number | null;
}

/**
 * Tells the cause of an error, who can mend it, and what to say to the car's owner. It knows the errors of Connect's
 * redirect, of Smartcar's and Tesla's APIs and of Texture.
 * @param error a code (`PERMISSION:null`, `access_denied`), the address or query of a redirect, an answer's body as text
 *   or parsed, or an Error of an SDK
 * @returns one entry for each error found, and one with `known: false` where none is
 * @example explainError('error=access_denied')[0].owner // 'You chose not to share your car with this app. …'
 * @throws ConsentError INPUT_REQUIRED for an empty text, and as `explainScope` for `scope` and the table
 */
export function explainError(
  error: unknown,
  options: ExplainErrorOptions = {},
): readonly [ExplainedError, ...ExplainedError[]] {
  const table = chooseTable(options);
  const language = chooseLanguage(options);
  const asked = options.scope === undefined ? [] : readScope(options.scope, table.provider, options.allowUnknown).asked;
  const explanations = parseErrorInput(readErrorText(error)).flatMap((reading) =>
    explainReading(reading, {
      ...table,
      isProviderGiven: options.provider !== undefined,
      asked,
      nearest: () => [],
      nearestPermission: () => undefined,
    }),
  );
  const [first, ...others] = explanations.map((explanation) => describe(explanation, language));
  if (first === undefined) throw new ConsentError('INPUT_REQUIRED', 'error holds no text.');
  return [first, ...others];
}

function describe({ details, ...explanation }: ErrorExplanation, language: Language): ExplainedError {
  return {
    input: explanation.input,
    known: explanation.known,
    issuer: explanation.issuer,
    issuerCertain: explanation.issuerCertain,
    code: explanation.code,
    status: explanation.status,
    cause: explanation.cause,
    who: explanation.who,
    owner: translateOwnerWords(explanation, language),
    fix: explanation.fix,
    docs: explanation.docs,
    source: explanation.source,
    note: explanation.note ?? null,
    permissions: explanation.permissions,
    retryAfterSeconds: details.retryAfterSeconds ?? null,
  };
}
