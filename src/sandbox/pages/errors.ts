import { html } from './html.ts';
import type { PageView } from './kit.ts';

/** The hosted page for a Connect URL that cannot be used; the application hears nothing of it. */
export function invalidUrlPage(heading: string, message: string): PageView {
  return {
    name: 'error-400',
    side: 'connect',
    sideLabel: 'Smartcar Connect',
    status: 400,
    title: heading,
    body: html`<p>${message}</p>
      <p>
        This page has no way back: before the redirect URI is accepted, nothing may be sent to it. The program that
        waits for a callback waits in vain.
      </p>`,
    note: html`The usual causes: the redirect URI is not registered to the letter, or the id belongs to another
    application or to the token endpoint.`,
    decision: `${heading}: ${message}`,
  };
}

/** An address that does not exist, or a session that is not known any more. */
export function unknownPage(message: string): PageView {
  return {
    name: 'error-404',
    side: 'sandbox',
    sideLabel: 'Sandbox',
    status: 404,
    title: 'There is nothing here',
    body: html`<p>${message}</p>
      <p><a href="/_sandbox">Look into the sandbox</a></p>`,
  };
}
