import { newestExpiring } from '../../state/expiring-map.ts';
import { wholeEnvironment } from '../../state/environment.ts';
import { lifetimes } from '../../state/lifetimes.ts';
import { formatScope } from '../../state/scope.ts';
import type { Application, SandboxState } from '../../state/state.ts';
import { utc } from '../../pages/labels.ts';
import { html, type Html } from '../../pages/html.ts';
import { actionForm, domId, field, fold, select, yesOrNo } from './form.ts';
import { words } from './owners.ts';
import type { InspectorView } from './view.ts';

const listed = 20;

/** The applications that are registered. */
export function applicationsSection(view: InspectorView): Html {
  const { applications } = view.state;
  const shown = [...applications.values()].slice(0, listed);
  return html`<section class="panel" id="applications" aria-labelledby="applications-title" data-live tabindex="-1">
    <div class="head">
      <h2 id="applications-title">Applications <span class="count">${applications.size}</span></h2>
    </div>
    ${shown.map((application) => applicationCard(view, application))}
    ${applications.size > listed ? html`<p class="quiet">The first ${listed} are listed.</p>` : undefined}
    ${fold(view, { id: 'application-new', summary: html`Register another`, body: registration(view, undefined) })}
  </section>`;
}

function applicationCard(view: InspectorView, application: Application): Html {
  const id = domId('application', application.id);
  return fold(view, {
    id,
    className: 'card-row',
    summary: html`<span class="who"
        ><strong>${application.name}</strong> <span class="quiet mono">${application.id}</span></span
      >
      <span class="verdict"
        ><span class="tag">${application.provider}</span
        >${application.integration === 'legacy' ? html`<span class="tag">old Tesla integration</span>` : undefined}</span
      >`,
    body: html`${facts(application)}
    ${fold(view, { id: `${id}-change`, summary: html`Change it`, body: registration(view, application) })}
    ${tokenForm(view, application, id)} ${remove(view, application, id)}`,
  });
}

function facts(application: Application): Html {
  const row = (name: string, value: string | Html): Html =>
    html`<dt>${name}</dt>
      <dd class="mono">${value}</dd>`;
  return html`<dl class="facts">
    ${row('API client id', application.apiClientId)}
    ${row('Redirect URIs', html`${application.redirectUris.map((uri) => html`<span class="block-line">${uri}</span>`)}`)}
    ${row('Vehicle Access', formatScope(application.vehicleAccess) || 'nothing')}
    ${row('Virtual key of', application.virtualKeyDomain)} ${row('Webhook', application.webhook.callbackUri)}
  </dl>`;
}

// The one that the command line registered is changed by PUT, as the commands do; others by their id.
function registration(view: InspectorView, application: Application | undefined): Html {
  const isMain = application?.id === view.application.id;
  const id = application === undefined ? 'application-new' : domId('application', application.id);
  return actionForm(view, {
    id: `${id}-save`,
    operation: isMain ? 'PUT application' : 'POST applications',
    label: application === undefined ? 'Register it' : 'Change the application',
    fields: html`${identityFields(application, id, isMain)} ${addressFields(application, id)}
    ${fold(view, { id: `${id}-secrets`, summary: html`Secrets, limits`, body: secretFields(application, id) })}`,
    at: application === undefined ? 'applications' : id,
    open: id,
    layout: 'stacked',
  });
}

function identityFields(application: Application | undefined, id: string, isMain: boolean): Html {
  const idField =
    application === undefined
      ? field({ id: `${id}-id`, name: 'applicationId', label: 'Application id', hint: 'A UUID; made up where empty.' })
      : isMain
        ? undefined
        : html`<input type="hidden" name="applicationId" value="${application.id}" />`;
  return html`${field({ id: `${id}-name`, name: 'name', label: 'Name', value: application?.name ?? '' })} ${idField}
  ${application === undefined ? select({ id: `${id}-provider`, name: 'provider', label: 'Registered with', options: words('smartcar', 'texture') }) : undefined}`;
}

function addressFields(application: Application | undefined, id: string): Html {
  return html`${field({ id: `${id}-redirects`, name: 'redirectUris:lines', label: 'Redirect URIs', rows: 2, value: application?.redirectUris.join('\n') ?? '', hint: 'One a line.' })}
  ${field({ id: `${id}-redirects-more`, name: 'addRedirectUris:lines', label: 'Redirect URIs on top', rows: 1, hint: 'Those that are there stay.' })}
  ${field({ id: `${id}-access`, name: 'vehicleAccess', label: 'Vehicle Access', value: application === undefined ? '' : formatScope(application.vehicleAccess), hint: 'Connections that exist keep what they were granted.' })}
  ${field({ id: `${id}-unlisted`, name: 'unlistedPermissions', label: 'Permissions outside the published list', value: application?.unlistedPermissions?.join(' ') ?? '' })}
  ${field({ id: `${id}-domain`, name: 'virtualKeyDomain', label: 'Virtual key of', value: application?.virtualKeyDomain ?? '' })}
  ${field({ id: `${id}-hook`, name: 'webhookCallbackUri', label: 'Webhook callback', value: application?.webhook.callbackUri ?? '' })}
  ${field({ id: `${id}-hook-errors`, name: application === undefined ? 'errorCallbackUri' : 'errorCallbackUri:keep', label: 'Webhook callback for errors', value: application?.webhook.errorCallbackUri ?? '', hint: 'The callback above where empty.' })}
  ${field({ id: `${id}-hook-id`, name: 'webhookId', label: 'Webhook id', value: application?.webhookId ?? '' })}
  ${field({ id: `${id}-client`, name: 'apiClientId', label: 'API client id', value: application?.apiClientId ?? '' })}`;
}

function secretFields(application: Application | undefined, id: string): Html {
  const hint = 'What is there stays where empty.';
  return html`${field({ id: `${id}-secret`, name: 'clientSecret', label: 'Client secret (v2)', hint })}
  ${field({ id: `${id}-api-secret`, name: 'apiClientSecret', label: 'API client secret (v3)', hint })}
  ${field({ id: `${id}-management`, name: 'managementToken', label: 'Management token', hint })}
  ${yesOrNo({ id: `${id}-limited`, name: 'rateLimited:truth', label: 'The published allowances count', chosen: String(application?.rateLimited ?? false) })}
  ${field({ id: `${id}-billing`, name: application === undefined ? 'billing' : 'billing:keep', label: 'Limit of the plan', value: application?.billing ?? '', hint: 'Such as VEHICLE_LIMIT; empty ends it.' })}`;
}

function tokenForm(view: InspectorView, application: Application, id: string): Html | undefined {
  const users = new Set<string>();
  for (const connection of view.state.connections.values()) {
    if (connection.applicationId === application.id) users.add(connection.userId);
    if (users.size === 5) break;
  }
  if (users.size === 0) return undefined;
  return html`<div class="block">
    <h3>Tokens of v2</h3>
    <div class="pair">${[...users].map((userId) => mintForm(view, { application, id, userId }))}</div>
  </div>`;
}

interface MintForm {
  readonly application: Application;
  readonly id: string;
  readonly userId: string;
}

function mintForm(view: InspectorView, { application, id, userId }: MintForm): Html {
  return actionForm(view, {
    id: domId(`${id}-mint`, userId),
    operation: `POST applications/${application.id}/users/${encodeURIComponent(userId)}/tokens`,
    label: 'Mint a pair',
    detail: `of tokens for user ${userId}`,
    at: id,
    open: id,
  });
}

function remove(view: InspectorView, application: Application, id: string): Html {
  return actionForm(view, {
    id: `${id}-remove`,
    operation: `DELETE applications/${application.id}`,
    label: 'Remove the application',
    detail: `${application.name} with its connections`,
    kind: 'danger',
    at: 'applications',
  });
}

const styles = ['node', 'python'] as const;

/** The variables by which an app reaches the sandbox; they hold a secret and are shown to who asks for them. */
export function environmentPanel(view: InspectorView): Html {
  const { query, state, application } = view;
  const wanted = styles.find((style) => style === query.get('environment'));
  const lines =
    wanted === undefined
      ? ''
      : Object.entries(wholeEnvironment(state, application, wanted))
          .map(([name, value]) => `${name}=${value}`)
          .join('\n');
  return html`<section class="panel tool" id="environment" aria-labelledby="environment-title" tabindex="-1">
    <h2 id="environment-title">Environment</h2>
    <p class="quiet">The variables by which an app reaches this sandbox; its secrets are among them.</p>
    <p class="pair">
      ${styles.map((style) => html`<a class="button-link" id="environment-${style}" href="${environmentLink(query, style)}">Show for ${names[style]}</a>`)}
    </p>
    ${
      wanted === undefined
        ? undefined
        : html`<label class="unseen" for="environment-lines">Environment for ${names[wanted]}</label
            ><textarea id="environment-lines" class="mono" rows="6" readonly>${lines}</textarea>
            <p class="pair">
              <button type="button" id="environment-copy" data-copy="environment-lines" hidden>Copy</button
              ><span class="quiet" role="status" id="environment-copied"></span>
            </p>`
    }
  </section>`;
}

const names = { node: 'Node, Java, Ruby', python: 'Python' } as const;

function environmentLink(query: URLSearchParams, style: string): string {
  const next = new URLSearchParams(query);
  next.delete('notice');
  next.set('environment', style);
  return `/_sandbox?${next.toString()}#environment`;
}

/** Tokens that are alive, with no more of them than tells two apart. */
export function tokensSection(view: InspectorView): Html {
  const { state } = view;
  const rows = [...accessTokens(state), ...refreshTokens(state)];
  const total = state.accessTokens.rows.size + state.refreshTokens.rows.size;
  return html`<section class="panel" id="tokens" aria-labelledby="tokens-title" data-live tabindex="-1">
    <div class="head">
      <h2 id="tokens-title">Tokens <span class="count">${total}</span></h2>
    </div>
    ${
      rows.length === 0
        ? html`<p class="quiet">None was minted yet.</p>`
        : html`<table class="stack">
            <thead>
              <tr>
                <th scope="col">Kind</th>
                <th scope="col">Token</th>
                <th scope="col">For</th>
                <th scope="col">Lives until</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map((token) => tokenRow(state, token))}
            </tbody>
          </table>`
    }
  </section>`;
}

interface ShownToken {
  readonly kind: string;
  readonly value: string;
  readonly holder: string;
  readonly expiresAt: number;
}

function accessTokens(state: SandboxState): readonly ShownToken[] {
  return newestExpiring(state.accessTokens, 10).map(([value, { userId, expiresAt }]) => ({
    kind: 'access',
    value,
    holder: userId ?? 'the application',
    expiresAt,
  }));
}

function refreshTokens(state: SandboxState): readonly ShownToken[] {
  return newestExpiring(state.refreshTokens, 10).map(([value, { userId, expiresAt, usedAt }]) => ({
    kind: usedAt === undefined ? 'refresh' : 'refresh, used',
    value,
    holder: userId,
    expiresAt: usedAt === undefined ? expiresAt : usedAt + lifetimes.refreshGrace,
  }));
}

// Enough to tell two tokens apart, not enough to use one.
function tokenRow(state: SandboxState, { kind, value, holder, expiresAt }: ShownToken): Html {
  const isOver = expiresAt <= state.now();
  return html`<tr>
    <td data-head="Kind">${kind}</td>
    <td data-head="Token" class="mono">${value.slice(0, 8)}-…${value.slice(-4)}</td>
    <td data-head="For" class="mono">${holder}</td>
    <td data-head="Lives until">${utc(expiresAt)} ${isOver ? html`<span class="tag warn">over</span>` : undefined}</td>
  </tr>`;
}
