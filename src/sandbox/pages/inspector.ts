import { teslaBoxes } from '../../core/tesla/boxes.ts';
import { newestExpiring } from '../state/expiring-map.ts';
import { effectivePermissions } from '../state/grants.ts';
import type { LogEntry } from '../http/message.ts';
import { lifetimes } from '../state/lifetimes.ts';
import { readLog } from '../state/log.ts';
import type { Account, Connection, SandboxState } from '../state/state.ts';
import { carName } from './words.ts';
import { html, type Html } from './html.ts';
import type { PageView } from './kit.ts';
import { utc } from './labels.ts';

const rows = 25;

/** Looks into the sandbox: applications, accounts, cars, consents, tokens and the log of requests with their reasons. */
export function inspectorPage(state: SandboxState): PageView {
  const { settings } = state;
  return {
    name: 'inspector',
    side: 'sandbox',
    sideLabel: 'Inspector',
    title: 'Inside the sandbox',
    wide: true,
    body: html`<p>
        Scenario <strong>${settings.scenario}</strong>, permission table <strong>${settings.edition}</strong>, behaviour
        ${settings.asOf === undefined ? 'of today' : `of ${settings.asOf}`}. Its clock shows
        <strong>${utc(state.now())}</strong
        >${state.clockOffset === 0 ? '' : `, ${Math.round(state.clockOffset / 60_000)} minutes ahead`}.
      </p>
      ${logSection(state)} ${applicationSection(state)} ${accountSection(state)} ${carSection(state)}
      ${connectionSection(state)} ${webhookSection(state)} ${tokenSection(state)} ${faultSection(state)}`,
    note: html`Everything here can be changed over HTTP below <span class="mono">/_sandbox/</span>: owner actions,
      faults, the clock, snapshots. <span class="mono">docs/sandbox-openapi.yaml</span> in the package describes it.`,
    decision: 'inspector',
  };
}

interface Table {
  readonly id: string;
  readonly title: string;
  /** Rows that there are; the body may show the first of them. */
  readonly total: number;
  readonly head: readonly string[];
  readonly body: readonly Html[];
}

function table({ id, title, total, head, body }: Table): Html {
  return html`<h2 id="${id}-title">
      ${title} <span class="quiet">${total > body.length ? `${body.length} of ${total}` : total}</span>
    </h2>
    ${
      body.length === 0
        ? html`<p class="quiet">None.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title">
            <table id="${id}">
              <thead>
                <tr>
                  ${head.map((name) => html`<th scope="col">${name}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${body}
              </tbody>
            </table>
          </div>`
    }`;
}

function first<V>(values: Iterable<V>, count = rows): readonly V[] {
  const newest: V[] = [];
  for (const value of values) {
    if (newest.length >= count) break;
    newest.push(value);
  }
  return newest;
}

function logSection(state: SandboxState): Html {
  const entries = readLog(state, 0, 100).toReversed();
  return html`<h2 id="log-title">Requests <span class="quiet" role="status" id="log-state">newest first</span></h2>
    <div class="scroll log" tabindex="0" role="region" aria-labelledby="log-title">
      <table id="log" data-last="${entries[0]?.sequence ?? 0}">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Request</th>
            <th scope="col">Status</th>
            <th scope="col">Decided, and why</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(logRow)}
        </tbody>
      </table>
    </div>
    <p class="quiet"><a href="/_sandbox">Reload</a></p>`;
}

function logRow(entry: LogEntry): Html {
  const tone = entry.status >= 500 ? 'tag bad' : entry.status >= 400 ? 'tag warn' : 'tag';
  return html`<tr>
    <td class="mono">${new Date(entry.at).toISOString().slice(11, 19)}</td>
    <td class="mono">${entry.method} ${entry.path}</td>
    <td><span class="${tone}">${entry.status}</span></td>
    <td>${entry.decision}</td>
  </tr>`;
}

function webhookSection(state: SandboxState): Html {
  const body = first(state.webhookDeliveries.toReversed()).map(
    ({ eventType, tells, url, tries, outcome }) =>
      html`<tr>
        <td class="mono">${eventType}<br /><span class="quiet">${tells.join(', ')}</span></td>
        <td class="mono">${url}</td>
        <td class="mono">
          ${tries.map(({ status, signature }) => html`${status ?? 'no answer'} ${signature.slice(0, 12)}…<br />`)}
        </td>
        <td>${outcome}</td>
      </tr>`,
  );
  const head = ['Event', 'Sent to', 'Tries with signature', 'Outcome'];
  return table({ id: 'webhooks', title: 'Webhook deliveries', total: state.webhookDeliveries.length, head, body });
}

function applicationSection(state: SandboxState): Html {
  const body = first(state.applications.values()).map(
    (one) =>
      html`<tr>
        <td>
          <strong>${one.name}</strong><br /><span class="quiet"
            >${one.provider}${one.integration === 'legacy' ? ', old Tesla integration' : ''}</span
          >
        </td>
        <td class="mono">${one.id}<br />${one.apiClientId}</td>
        <td class="mono">${one.redirectUris.map((uri) => html`${uri}<br />`)}</td>
        <td class="mono">
          ${one.vehicleAccess.map(({ name, required }) => html`${required ? 'required:' : ''}${name} `)}
        </td>
        <td class="mono">${one.virtualKeyDomain}</td>
      </tr>`,
  );
  return table({
    id: 'applications',
    title: 'Applications',
    total: state.applications.size,
    head: ['Name', 'Ids', 'Redirect URIs', 'Vehicle Access', 'Key domain'],
    body,
  });
}

function accountSection(state: SandboxState): Html {
  const body = first(state.accounts.values()).map(
    (account) =>
      html`<tr>
        <td class="mono">${account.username}<br /><span class="quiet">${account.make}</span></td>
        <td class="mono">${account.userId}</td>
        <td>
          ${[...account.vehicles].slice(0, 5).map(([id, role]) => html`${nameOfCar(state, id)} <span class="tag">${role}</span><br />`)}${account.vehicles.size > 5 ? html`<span class="quiet">and ${account.vehicles.size - 5} more</span>` : undefined}
        </td>
        <td>${consents(account)}</td>
        <td>${peculiarities(account)}</td>
      </tr>`,
  );
  return table({
    id: 'accounts',
    title: 'Accounts',
    total: state.accounts.size,
    head: ['Account', 'User id', 'Cars', 'Tesla consents', 'Remarks'],
    body,
  });
}

function consents(account: Account): Html {
  const consents = Object.entries(account.consents);
  if (consents.length === 0) return html`<span class="quiet">none</span>`;
  return html`${consents.map(([thirdParty, consent]) => html`<strong>${thirdParty}</strong>: ${consent.boxes.map((box) => teslaBoxes[box].label).join(', ')}<br /><span class="quiet">since ${utc(consent.grantedAt)}</span><br />`)}`;
}

function peculiarities(account: Account): string {
  return [
    account.phoneKey ? '' : 'no phone key',
    account.subscription === 'active' ? '' : 'subscription inactive',
    account.compatible ? '' : 'incompatible',
    account.problem === undefined ? '' : `API calls fail: ${account.problem.type}:${account.problem.code ?? 'null'}`,
  ]
    .filter((remark) => remark !== '')
    .join(', ');
}

function nameOfCar(state: SandboxState, id: string): string {
  const car = state.vehicles.get(id);
  return car === undefined ? id : carName(car);
}

function carSection(state: SandboxState): Html {
  const body = first(state.vehicles.values()).map(
    (car) =>
      html`<tr>
        <td>${carName(car)}</td>
        <td class="mono">${car.vin}<br /><span class="quiet">${car.id}</span></td>
        <td>
          ${car.needsKey ? (car.keys.length > 0 ? html`<span class="tag">paired</span> ${car.keys.join(', ')}` : html`<span class="tag warn">missing</span>`) : html`<span class="quiet">not needed</span>`}
        </td>
      </tr>`,
  );
  return table({
    id: 'cars',
    title: 'Cars',
    total: state.vehicles.size,
    head: ['Car', 'VIN and id', 'Virtual key'],
    body,
  });
}

function connectionSection(state: SandboxState): Html {
  const body = first(state.connections.values()).map((connection) => connectionRow(state, connection));
  return table({
    id: 'connections',
    title: 'Connections',
    total: state.connections.size,
    head: ['Application', 'Owner', 'Car', 'Holds now', 'Granted, but held back at Tesla'],
    body,
  });
}

function connectionRow(state: SandboxState, connection: Connection): Html {
  const holds = effectivePermissions(state, connection);
  const lost = connection.permissions.filter((name) => !holds.includes(name));
  return html`<tr>
    <td>
      ${state.applications.get(connection.applicationId)?.name ?? connection.applicationId}
      ${connection.legacy ? html`<span class="tag">legacy</span>` : undefined}
    </td>
    <td class="mono">${connection.userId}</td>
    <td>${nameOfCar(state, connection.vehicleId)}</td>
    <td class="mono">${holds.join(' ')}</td>
    <td class="mono">${lost.join(' ')}</td>
  </tr>`;
}

function tokenSection(state: SandboxState): Html {
  const access = newestExpiring(state.accessTokens, 10).map(([value, { userId, expiresAt }]) =>
    tokenRow(state, { kind: 'access', value, holder: userId ?? 'the application', expiresAt }),
  );
  const refresh = newestExpiring(state.refreshTokens, 10).map(([value, { userId, expiresAt, usedAt }]) =>
    tokenRow(state, {
      kind: usedAt === undefined ? 'refresh' : 'refresh, used',
      value,
      holder: userId,
      expiresAt: usedAt === undefined ? expiresAt : usedAt + lifetimes.refreshGrace,
    }),
  );
  return table({
    id: 'tokens',
    title: 'Tokens',
    total: state.accessTokens.rows.size + state.refreshTokens.rows.size,
    head: ['Kind', 'Token', 'For', 'Lives until'],
    body: [...access, ...refresh],
  });
}

interface ShownToken {
  readonly kind: string;
  readonly value: string;
  readonly holder: string;
  readonly expiresAt: number;
}

// Enough to tell two tokens apart, not enough to use one.
function tokenRow(state: SandboxState, { kind, value, holder, expiresAt }: ShownToken): Html {
  const isOver = expiresAt <= state.now();
  return html`<tr>
    <td>${kind}</td>
    <td class="mono">${value.slice(0, 8)}-…${value.slice(-4)}</td>
    <td class="mono">${holder}</td>
    <td>${utc(expiresAt)} ${isOver ? html`<span class="tag warn">over</span>` : undefined}</td>
  </tr>`;
}

function faultSection(state: SandboxState): Html {
  const body = state.faults.slice(0, rows).map(
    (fault) =>
      html`<tr>
        <td class="mono">${fault.id}</td>
        <td class="mono">
          ${fault.method ?? 'any method'} ${fault.path ?? 'any path'}
          ${fault.vehicleId === undefined ? '' : html`<br />vehicle ${fault.vehicleId}`}
          ${fault.applicationId === undefined ? '' : html`<br />application ${fault.applicationId}`}
        </td>
        <td>
          ${fault.error === undefined ? (fault.status ?? 'delay') : `${fault.error.type}:${fault.error.code ?? 'null'}`}
        </td>
        <td>${fault.remaining ?? 'always'}</td>
      </tr>`,
  );
  return table({
    id: 'faults',
    title: 'Ordered faults',
    total: state.faults.length,
    head: ['Id', 'Requests', 'Answer', 'Times left'],
    body,
  });
}
