import type { PageName } from '../state/session.ts';
import type { SandboxResponse } from '../http/message.ts';
import { html, raw, type Html } from './html.ts';

/** Whose screen is played: it sets the accent, never a logo. */
export type Side = 'connect' | 'tesla' | 'sandbox';

/** One page, before it becomes HTML. */
export interface PageView {
  readonly name: PageName | 'virtual-key-add';
  readonly title: string;
  readonly side: Side;
  /** Words above the heading that say whose screen is played. */
  readonly sideLabel: string;
  readonly body: Html;
  readonly status?: number | undefined;
  /** Sentence about what went wrong with the last submission. */
  readonly notice?: string | undefined;
  /** Small print below the card's content: what is played, what is unconfirmed. */
  readonly note?: Html | undefined;
  /** True where a form of this page may lead to the application. */
  readonly leadsAway?: boolean | undefined;
  readonly decision?: string | undefined;
  /** Name of the rule behind it; see `state/rules.ts`. */
  readonly rule?: string | undefined;
}

/** @returns the page as an answer, with its name in a header and a policy that lets nothing in from elsewhere. */
export function page(view: PageView): SandboxResponse {
  return {
    status: view.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy(view.leadsAway === true),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-sandbox-page': view.name,
    },
    body: document(view).html,
    decision: view.decision ?? `page ${view.name}${view.notice === undefined ? '' : `: ${view.notice}`}`,
    rule: view.rule,
  };
}

// Chromium applies form-action to every redirect behind a form, and where the application leads on from its redirect
// URI, to another port or into a program, is not known here: pages with a way there name no targets.
function policy(leadsAway: boolean): string {
  const formAction = leadsAway ? '' : " form-action 'self';";
  return `default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self';${formAction} base-uri 'none'; frame-ancestors 'none'`;
}

function document(view: PageView): Html {
  return html`<!doctype html>
    <html lang="en" data-side="${view.side}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${view.title} · Sandbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_assets/pages.css" />
        <script src="/_assets/pages.js" defer></script>
      </head>
      <body>
        <header class="strip" role="banner">
          <strong>Sandbox.</strong> A rehearsal of
          ${view.side === 'tesla' ? 'Tesla’s' : view.side === 'connect' ? 'Connect’s' : 'the'} screens by connect-cli.
          Nothing here reaches Smartcar or Tesla.
        </header>
        <main class="page-content">
          <section class="card" aria-labelledby="heading">
            <p class="side">${view.sideLabel}</p>
            <h1 id="heading">${view.title}</h1>
            ${view.notice === undefined ? undefined : html`<p class="notice" role="alert">${view.notice}</p>`}
            ${view.body} ${view.note === undefined ? undefined : html`<div class="note">${view.note}</div>`}
          </section>
        </main>
      </body>
    </html>`;
}

/** A checkbox or radio button with its name, a description and tags. */
export interface Choice {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly about?: string | undefined;
  readonly lack?: string | undefined;
  readonly tag?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly locked?: boolean | undefined;
  readonly radio?: boolean | undefined;
}

/** @returns one line of a list to tick. A locked one is sent in a hidden field: disabled boxes are not submitted. */
export function choice(item: Choice): Html {
  const id = `${item.name}-${item.value}`.replace(/[^A-Za-z0-9_-]/g, '-');
  const flags = raw(`${item.checked === true ? ' checked' : ''}${item.locked === true ? ' disabled' : ''}`);
  return html`<label class="choice" for="${id}">
      <input
        type="${item.radio === true ? 'radio' : 'checkbox'}"
        id="${id}"
        name="${item.name}"
        value="${item.value}"
        ${flags}
      />
      <span
        ><span class="name">${item.label}</span>
        ${item.tag === undefined ? undefined : html`<span class="tag">${item.tag}</span>`}</span
      >
      ${item.about === undefined ? undefined : html`<span class="about">${item.about}</span>`}
      ${item.lack === undefined ? undefined : html`<span class="about lack">${item.lack}</span>`} </label
    >${item.locked === true ? html`<input type="hidden" name="${item.name}" value="${item.value}" />` : undefined}`;
}

/** A submit button. */
export function button(
  id: string,
  label: string,
  options: { action?: string; kind?: 'second' | 'danger' | 'link'; needsTick?: boolean } = {},
): Html {
  const name = options.action === undefined ? undefined : html` name="action" value="${options.action}"`;
  const kind = options.kind === undefined ? undefined : html` class="${options.kind}"`;
  return html`<button
    type="submit"
    id="${id}"
    ${name}${kind}${options.needsTick === true ? raw(' data-needs-tick') : undefined}
  >
    ${label}
  </button>`;
}

/** A form that posts to an address of the sandbox. */
export function form(action: string, content: Html, ticks = false): Html {
  return html`<form method="post" action="${action}" ${ticks ? raw(' data-ticks') : undefined}>${content}</form>`;
}

/** The button with which the owner leaves Connect without finishing. */
export const backButton: Html = button('back-to-application', 'Back to application', { action: 'back', kind: 'link' });
