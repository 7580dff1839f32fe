import type { AuthorizationAttempt, AuthorizationEvent } from '../../core/connect/authorization-attempt.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** A started attempt: the link, unwrapped, and how it is finished. */
export function renderAttempt(document: AuthorizationAttempt, style: Style): string {
  return [
    renderWarnings(document.warnings, style),
    style.color.bold('Give this address to the owner:'),
    '',
    printable(document.url),
    '',
    paragraph(style, `Attempt ${document.attempt}, open until ${document.expiresAt}.`),
    renderSteps(document.next, style),
  ]
    .filter((part) => part !== undefined)
    .join('\n');
}

/** One event on a line. */
export function renderAuthorizationEvent({ at, event, ...rest }: AuthorizationEvent): string {
  return [at, event, rest.redirectUri, rest.reason, rest.message, rest.verdict]
    .filter((part) => part !== undefined)
    .map(printable)
    .join(' ');
}
