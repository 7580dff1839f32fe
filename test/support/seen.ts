import { readFileSync } from 'node:fs';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import type { Documents, Kind } from '../../src/report/documents/kinds.ts';
import { renderAudit } from '../../src/report/human/audit.ts';
import {
  renderCampaign,
  renderCampaignKey,
  renderCampaignProgress,
  renderCampaignState,
} from '../../src/report/human/campaign.ts';
import { renderAuthorization } from '../../src/report/human/authorization.ts';
import { renderAttempt, renderAuthorizationEvent } from '../../src/report/human/authorization-attempt.ts';
import {
  renderDisconnection,
  renderPermissions,
  renderUsers,
  renderVehicles,
} from '../../src/report/human/connections.ts';
import { renderDiagnosis } from '../../src/report/human/diagnosis.ts';
import { renderDoctor } from '../../src/report/human/doctor.ts';
import { renderErrorExplanation } from '../../src/report/human/error-explanation.ts';
import { renderGrantChange } from '../../src/report/human/grant-change.ts';
import { renderHelpTopic } from '../../src/report/human/help-topic.ts';
import { renderMigrationPlan, renderMigrationStatus } from '../../src/report/human/migration.ts';
import { renderSandbox, renderScenarios } from '../../src/report/human/sandbox.ts';
import { renderSchemas } from '../../src/report/human/schemas.ts';
import { renderScopeDerivation } from '../../src/report/human/scope-derivation.ts';
import {
  renderInit,
  renderPaths,
  renderProfileChange,
  renderProfiles,
  renderSettings,
  renderSettingValue,
} from '../../src/report/human/settings.ts';
import { renderSignalList } from '../../src/report/human/signal-list.ts';
import { renderToken, renderTokenRefresh, renderTokenRemoval, renderTokens } from '../../src/report/human/tokens.ts';
import { renderUrlLint } from '../../src/report/human/url-lint.ts';
import { renderKeyCheck } from '../../src/report/human/virtual-key-check.ts';
import { renderKeyLink } from '../../src/report/human/virtual-key-link.ts';
import { renderKeyNeeds, renderNeedLine } from '../../src/report/human/virtual-key-need.ts';
import { renderKeyPair } from '../../src/report/human/virtual-key-pair.ts';
import { renderWebhookCheck } from '../../src/report/human/webhook-check.ts';
import { renderWebhookDeliveries } from '../../src/report/human/webhook-deliveries.ts';
import { renderWebhookDelivery } from '../../src/report/human/webhook-delivery.ts';
import { renderWebhookEvent, renderWebhookListener } from '../../src/report/human/webhook-listen.ts';
import { loadScopeView, explanationContext } from '../../src/report/human/scope-view.ts';
import { exportLine } from '../../src/core/text/export-line.ts';
import type { Style } from '../../src/report/terminal/style.ts';

/** How people see a kind: what draws it, and the transcript that shows it. */
interface Seen<K extends Kind> {
  readonly draw: (document: Documents[K], style: Style) => string;
  /** A page of `test/transcripts/`. */
  readonly transcript: string;
}

const scopeView = await loadScopeView({}, explanationContext(smartcar, smartcar.editions[0]!, undefined));

export const seen: { readonly [K in Kind]: Seen<K> } = {
  audit: { draw: renderAudit, transcript: 'audit' },
  authorization: { draw: renderAuthorization, transcript: 'authorize-complete' },
  'authorization-attempt': { draw: renderAttempt, transcript: 'authorize-start' },
  'authorization-event': { draw: renderAuthorizationEvent, transcript: 'authorize-events' },
  campaign: { draw: renderCampaign, transcript: 'campaign' },
  'campaign-key': { draw: renderCampaignKey, transcript: 'campaign-key' },
  'campaign-progress': { draw: renderCampaignProgress, transcript: 'campaign-progress' },
  'campaign-state': { draw: renderCampaignState, transcript: 'campaign-verify' },
  completion: { draw: ({ script }) => script, transcript: 'completion-fish' },
  diagnosis: { draw: renderDiagnosis, transcript: 'diagnose-missing-box' },
  doctor: { draw: renderDoctor, transcript: 'doctor' },
  disconnection: { draw: renderDisconnection, transcript: 'connections-disconnect' },
  'error-explanation': { draw: renderErrorExplanation, transcript: 'explain-error-permission-null' },
  'grant-change': { draw: renderGrantChange, transcript: 'revoke-sandbox' },
  guide: { draw: ({ content, path }) => content ?? path ?? '', transcript: 'guide-consent' },
  help: { draw: ({ usage }) => usage, transcript: 'help' },
  'help-topic': { draw: renderHelpTopic, transcript: 'help-environment' },
  init: { draw: renderInit, transcript: 'init' },
  'migration-plan': { draw: renderMigrationPlan, transcript: 'connections-migrate-plan' },
  'migration-status': { draw: renderMigrationStatus, transcript: 'connections-migration-status' },
  paths: { draw: renderPaths, transcript: 'config-path' },
  'profile-change': { draw: renderProfileChange, transcript: 'profile-use' },
  profiles: { draw: renderProfiles, transcript: 'profile-list' },
  sandbox: { draw: renderSandbox, transcript: 'sandbox' },
  'sandbox-environment': {
    draw: ({ env }) =>
      Object.entries(env)
        .map(([name, value]) => exportLine('posix', name, value))
        .join('\n'),
    transcript: 'sandbox-env',
  },
  'sandbox-scenarios': {
    draw: ({ scenarios }, style) => renderScenarios(scenarios, style),
    transcript: 'sandbox-scenarios',
  },
  schemas: { draw: renderSchemas, transcript: 'schema' },
  'scope-derivation': { draw: renderScopeDerivation, transcript: 'scopes-signals' },
  'scope-explanation': { draw: scopeView, transcript: 'explain-scopes' },
  setting: { draw: ({ setting }) => renderSettingValue(setting), transcript: 'config-get' },
  settings: { draw: renderSettings, transcript: 'config-explain' },
  'signal-list': { draw: renderSignalList, transcript: 'scopes-search' },
  token: { draw: renderToken, transcript: 'token-show' },
  'token-env': {
    draw: ({ env }) =>
      Object.entries(env)
        .map(([name, value]) => exportLine('posix', name, value))
        .join('\n'),
    transcript: 'token-env',
  },
  'token-refresh': { draw: renderTokenRefresh, transcript: 'token-refresh' },
  'token-removal': { draw: renderTokenRemoval, transcript: 'token-remove' },
  tokens: { draw: renderTokens, transcript: 'token-list' },
  url: { draw: ({ url }) => url, transcript: 'url-authorize' },
  'url-lint': { draw: renderUrlLint, transcript: 'url-lint-faults' },
  users: { draw: renderUsers, transcript: 'connections-user' },
  'vehicle-permissions': { draw: renderPermissions, transcript: 'connections-permissions' },
  vehicles: { draw: renderVehicles, transcript: 'connections-vehicles' },
  version: { draw: ({ version }) => version, transcript: 'version' },
  'virtual-key-check': { draw: renderKeyCheck, transcript: 'virtual-key-check' },
  'virtual-key-link': { draw: renderKeyLink, transcript: 'virtual-key-show' },
  'virtual-key-need': { draw: renderKeyNeeds, transcript: 'virtual-key-needed' },
  'virtual-key-need-row': { draw: renderNeedLine, transcript: 'virtual-key-needed-list' },
  'virtual-key-pair': { draw: renderKeyPair, transcript: 'virtual-key-keygen' },
  'webhook-check': { draw: renderWebhookCheck, transcript: 'webhook-verify' },
  'webhook-deliveries': { draw: renderWebhookDeliveries, transcript: 'webhook-replay' },
  'webhook-delivery': { draw: renderWebhookDelivery, transcript: 'webhook-trigger' },
  'webhook-event': { draw: renderWebhookEvent, transcript: 'webhook-listen' },
  'webhook-listener': { draw: renderWebhookListener, transcript: 'webhook-listen' },
};

/** The example of a kind: a document as the program prints it. */
export function readExample<K extends Kind>(kind: K): Documents[K] {
  return JSON.parse(readFileSync(new URL(`../examples/${kind}.json`, import.meta.url), 'utf8')) as Documents[K];
}

/** @returns the example of a kind as people see it */
export function drawExample<K extends Kind>(kind: K, style: Style): string {
  return seen[kind].draw(readExample(kind), style);
}
