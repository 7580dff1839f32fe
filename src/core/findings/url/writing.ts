import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { hiddenKind } from './parameters.ts';
import { isPassedThrough } from './unreadable.ts';

/** How the link as a whole is written: its scheme, its separators, its end. */
export const writingCheck: LintCheck = ({ writing, kind }) => {
  const isConnect = kind === 'connect' || kind === 'reauthenticate';
  return [
    ...(writing.lacksScheme ? [finding('url-no-scheme', [])] : []),
    ...(writing.hasWrongSeparators ? [finding('url-separators', [])] : []),
    ...(writing.hasFragment && isConnect ? [finding('url-fragment', [])] : []),
    ...(writing.isAbridged ? [finding('url-cut', ['ends with …'], { title: abridged, fix: copyWhole })] : []),
  ];
};

const abridged = 'The link was cut off: it ends with an ellipsis.';
const copyWhole = 'Copy the whole link, not a shortened display of it.';

/** Quotes and blanks that belong around a value and not into it. */
export const wrappedValuesCheck: LintCheck = ({ values }) => {
  const wrapped = [...values].flatMap(([name, list]) =>
    list
      .filter((value) => !isPassedThrough(name) && hiddenKind(name) === undefined && isWrapped(name, value))
      .map((value) => `${name}="${value}"`),
  );
  return wrapped.length === 0 ? [] : [finding('url-value-wrapped', wrapped)];
};

function isWrapped(name: string, value: string): boolean {
  // Blanks at the ends of a list of permissions do no harm.
  const hasBlanks = name !== 'scope' && name !== 'flags' && value !== value.trim();
  return hasBlanks || /^(["'`]).*\1$/.test(value);
}
