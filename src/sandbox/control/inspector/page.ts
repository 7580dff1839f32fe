import { html, type Html } from '../../pages/html.ts';
import { utc } from '../../pages/labels.ts';
import { applicationsSection, environmentPanel, tokensSection } from './applications.ts';
import { connectionsSection } from './connections.ts';
import { clockPanel, faultPanel, scenarioPanel, snapshotPanel, suggestions } from './controls.ts';
import { deliveriesSection } from './deliveries.ts';
import { ownersSection } from './owners.ts';
import { requestsSection } from './requests.ts';
import type { InspectorView } from './view.ts';

/** Looks into the sandbox, answers what was granted and why not, and does what the control API can do. */
export function inspectorPage(view: InspectorView): string {
  return html`<!doctype html>
    <html lang="en" data-side="sandbox">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Inspector · Sandbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_assets/pages.css" />
        <link rel="stylesheet" href="/_sandbox/inspector.css" />
        <script src="/_sandbox/inspector.js" defer></script>
      </head>
      <body class="inspector">
        <a class="skip" href="#connections">To the connections</a>
        ${header(view)}
        <main>
          ${noticeBox(view)}
          <div class="columns">
            <div class="main-column">
              ${connectionsSection(view)} ${ownersSection(view)} ${requestsSection(view)} ${deliveriesSection(view)}
              ${applicationsSection(view)} ${tokensSection(view)}
            </div>
            <div class="side-column">
              ${clockPanel(view)} ${scenarioPanel(view)} ${faultPanel(view)} ${snapshotPanel(view)}
              ${environmentPanel(view)}
            </div>
          </div>
        </main>
        <footer>
          Everything here is an operation of the control API, described in
          <span class="mono">docs/sandbox-openapi.yaml</span> of the package. Nothing here reaches Smartcar or Tesla.
        </footer>
        ${suggestions()}
      </body>
    </html>`.html;
}

const parts = [
  ['connections', 'Connections'],
  ['owners', 'Owners'],
  ['requests', 'Requests'],
  ['webhooks', 'Webhooks'],
  ['applications', 'Applications'],
  ['clock', 'Clock'],
  ['faults-panel', 'Faults'],
  ['environment', 'Environment'],
] as const;

function header({ state }: InspectorView): Html {
  return html`<header class="top">
    <div class="top-line">
      <h1>Sandbox inspector</h1>
      <p class="quiet" id="summary" data-live>
        ${state.settings.scenario} · table ${state.settings.edition} · ${utc(state.now())}
      </p>
      <span class="live quiet" id="live-state"></span>
    </div>
    <nav aria-label="Parts of this page">${parts.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>
  </header>`;
}

function noticeBox({ notice }: InspectorView): Html {
  return html`<div id="notice" role="${notice?.tone === 'bad' ? 'alert' : 'status'}" tabindex="-1">
    ${
      notice === undefined
        ? undefined
        : html`<div class="notice ${notice.tone}">
            <p>${notice.text}</p>
            <button type="button" id="notice-close" data-close hidden>Close</button>
            ${notice.detail}
          </div>`
    }
  </div>`;
}
