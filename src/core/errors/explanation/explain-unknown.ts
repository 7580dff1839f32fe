import type { NextStep } from '../../document.ts';
import type { ErrorExplanation, ExplainOptions } from './explanation.ts';
import type { ErrorReading, LinkKind } from '../input/reading.ts';
import { buildRepair } from './next-steps.ts';
import type { Repair } from '../knowledge/entry.ts';
import { apiErrorTypes } from '../knowledge/smartcar-api.ts';
import { ownValue } from '../../text/keys.ts';

/** What an address is that carries no error. */
const links: Readonly<
  Record<LinkKind, { readonly cause: string; readonly fix: string; readonly next: Repair | null }>
> = {
  connect: {
    cause: 'This is a link to Smartcar Connect; it carries no error.',
    fix: 'Check the link. What Connect shows instead of its first page can be pasted here word for word.',
    next: 'url-lint',
  },
  'tesla-authorize': {
    cause: "This is a link to Tesla's own sign-in, for a Tesla app; it carries no error and does not lead to Smartcar.",
    fix: 'Check the link. What Tesla shows or puts on the redirect can be pasted here word for word.',
    next: 'url-lint',
  },
  'tesla-consent': {
    cause: "This is a page of Tesla's, where an owner signs in or changes the access of an app; it carries no error.",
    fix: 'Paste what the page says, word for word.',
    next: null,
  },
  dashboard: {
    cause: "This is a page of Smartcar's Dashboard; it carries no error.",
    fix: 'Paste the row of the Dashboard: resource, status, error type, error code.',
    next: null,
  },
  documentation: {
    cause: 'This is a page of documentation that names no error of its own.',
    fix: 'Paste the error itself, or the address of its section with the part behind #.',
    next: null,
  },
};

/** @returns what is said about a text that no table knows: no guess, and names only if they come near. */
export function explainUnknown(reading: ErrorReading, options: ExplainOptions): ErrorExplanation {
  const type = reading.text.split(':')[0]?.toUpperCase() ?? '';
  const isType = Object.hasOwn(apiErrorTypes, type);
  const typeSentence = isType ? ` Errors of type ${type} say that ${ownValue(apiErrorTypes, type)}.` : '';
  const link = reading.link === undefined ? undefined : links[reading.link];
  return {
    input: reading.text,
    known: false,
    family: isType ? 'smartcar-api' : null,
    issuer: isType ? 'smartcar-api' : null,
    issuerCertain: isType,
    code: null,
    status: null,
    cause:
      link?.cause ?? `This text is unknown: no documented error of Smartcar, Tesla or Texture is in it.${typeSentence}`,
    who: null,
    owner: null,
    fix: link?.fix ?? 'Pass the TYPE:CODE of the error, its whole JSON, or the whole redirect address.',
    docs: isType ? 'https://smartcar.com/docs/api-reference/api-errors' : null,
    permissions: [],
    nearest: link === undefined ? options.nearest(reading.text) : [],
    details: reading.details,
    source: null,
    next: linkStep(link?.next ?? null),
  };
}

function linkStep(next: Repair | null): readonly NextStep[] {
  return next === null ? [] : [buildRepair(next, { permissions: [] })];
}
