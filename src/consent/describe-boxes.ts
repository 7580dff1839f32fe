import { explainScope as explain } from '../core/permissions/explain.ts';
import type { BoxId } from '../core/tesla/boxes.ts';
import { wordBoxes } from '../report/guide/box-words.ts';
import { languages } from '../report/guide/messages/languages.ts';
import { chooseAppName, chooseLanguage, type WordOptions } from './language.ts';
import { readScope, type ScopeOptions } from './scope.ts';
import { chooseTable, type Scope } from './tables.ts';

/** How boxes are put into words. */
export interface DescribeOptions extends ScopeOptions, WordOptions {}

/** A box to tick, in the words of its owner. */
export interface DescribedBox {
  readonly id: BoxId;
  /** As Tesla's screen writes it; Tesla may translate it. */
  readonly label: string;
  /** What the app does with it, one to three sentences. */
  readonly words: string;
}

/**
 * Says to the car's owner what each box to tick is for.
 * @example describeBoxes('control_security', { language: 'en' }).at(-1)?.words // 'To lock and unlock the doors.'
 * @throws ConsentError as `explainScope`, and INVALID_VALUE for an unknown language or a long name
 */
export function describeBoxes(scope: Scope, options: DescribeOptions = {}): readonly DescribedBox[] {
  const table = chooseTable(options);
  const messages = languages[chooseLanguage(options)];
  const { asked } = readScope(scope, table.provider, options.allowUnknown);
  const worded = wordBoxes(explain({ ...table, asked }), chooseAppName(options, messages.someApp), messages);
  return worded.map(({ box: { id, label }, words }) => ({ id, label, words }));
}
