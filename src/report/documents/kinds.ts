import type { AuditDocument } from '../../core/audit/document.ts';
import type {
  CampaignDocument,
  CampaignKeyDocument,
  CampaignProgressDocument,
  CampaignStateDocument,
} from '../../core/campaign/documents.ts';
import type { Authorization } from '../../core/connect/authorization.ts';
import type { AuthorizationAttempt, AuthorizationEvent } from '../../core/connect/authorization-attempt.ts';
import type { GrantChange } from '../../core/connect/grant-change.ts';
import type { UrlLint } from '../../core/findings/url/lint.ts';
import type {
  DisconnectionDocument,
  MigrationPlanDocument,
  MigrationStatusDocument,
  PermissionsDocument,
  UsersDocument,
  VehiclesDocument,
} from '../../core/connections/documents.ts';
import type { Document } from '../../core/document.ts';
import type { ErrorExplanationDocument } from '../../core/errors/explanation/explanation.ts';
import type { Diagnosis } from '../../core/findings/connection/diagnosis.ts';
import type { ScopeDerivation } from '../../core/findings/code/scope-derivation.ts';
import type { SignalList } from '../../core/permissions/signal-list.ts';
import type {
  WebhookCheck,
  WebhookDeliveries,
  WebhookDelivery,
  WebhookEventDocument,
  WebhookListener,
} from '../../core/webhook/documents.ts';
import type { CompletionDocument } from './completion.ts';
import type { HelpDocument, HelpTopicDocument, VersionDocument } from './help.ts';
import type { DoctorDocument } from './doctor.ts';
import type { GuideDocument } from './guide.ts';
import type { KeyCheckDocument } from './key-check.ts';
import type { VirtualKeyLinkDocument } from './key-link.ts';
import type { KeyNeedDocument, KeyNeedRow } from './key-need.ts';
import type { KeyPairDocument } from './key-pair.ts';
import type {
  InitDocument,
  PathsDocument,
  ProfileChangeDocument,
  ProfilesDocument,
  SettingDocument,
  SettingsDocument,
} from './settings.ts';
import type {
  TokenDocument,
  TokenEnvDocument,
  TokenRefreshDocument,
  TokenRemovalDocument,
  TokensDocument,
} from './tokens.ts';
import type { SchemasDocument } from './schemas.ts';
import type { ExplainedDocument } from './scope-explanation.ts';
import type { UrlDocument } from './url.ts';
import type { SandboxDocument, SandboxEnvironmentDocument, ScenarioList } from './sandbox.ts';

/**
 * Every document that the program prints, by its kind. `npm run docs` makes one JSON Schema of each type here, with
 * the comments of the type as descriptions.
 */
export interface Documents {
  readonly audit: AuditDocument;
  readonly authorization: Authorization;
  readonly 'authorization-attempt': AuthorizationAttempt;
  readonly 'authorization-event': AuthorizationEvent;
  readonly campaign: CampaignDocument;
  readonly 'campaign-key': CampaignKeyDocument;
  readonly 'campaign-progress': CampaignProgressDocument;
  readonly 'campaign-state': CampaignStateDocument;
  readonly completion: CompletionDocument;
  readonly diagnosis: Diagnosis;
  readonly disconnection: DisconnectionDocument;
  readonly doctor: DoctorDocument;
  readonly 'error-explanation': ErrorExplanationDocument;
  readonly 'grant-change': GrantChange;
  readonly guide: GuideDocument;
  readonly help: HelpDocument;
  readonly 'help-topic': HelpTopicDocument;
  readonly init: InitDocument;
  readonly 'migration-plan': MigrationPlanDocument;
  readonly 'migration-status': MigrationStatusDocument;
  readonly paths: PathsDocument;
  readonly 'profile-change': ProfileChangeDocument;
  readonly profiles: ProfilesDocument;
  readonly sandbox: SandboxDocument;
  readonly 'sandbox-environment': SandboxEnvironmentDocument;
  readonly 'sandbox-scenarios': ScenarioList;
  readonly schemas: SchemasDocument;
  readonly 'scope-derivation': ScopeDerivation;
  readonly 'scope-explanation': ExplainedDocument;
  readonly setting: SettingDocument;
  readonly settings: SettingsDocument;
  readonly 'signal-list': SignalList;
  readonly token: TokenDocument;
  readonly 'token-env': TokenEnvDocument;
  readonly 'token-refresh': TokenRefreshDocument;
  readonly 'token-removal': TokenRemovalDocument;
  readonly tokens: TokensDocument;
  readonly url: UrlDocument;
  readonly 'url-lint': UrlLint;
  readonly users: UsersDocument;
  readonly 'vehicle-permissions': PermissionsDocument;
  readonly vehicles: VehiclesDocument;
  readonly version: VersionDocument;
  readonly 'virtual-key-check': KeyCheckDocument;
  readonly 'virtual-key-link': VirtualKeyLinkDocument;
  readonly 'virtual-key-need': KeyNeedDocument;
  readonly 'virtual-key-need-row': KeyNeedRow;
  readonly 'virtual-key-pair': KeyPairDocument;
  readonly 'webhook-check': WebhookCheck;
  readonly 'webhook-deliveries': WebhookDeliveries;
  readonly 'webhook-delivery': WebhookDelivery;
  readonly 'webhook-event': WebhookEventDocument;
  readonly 'webhook-listener': WebhookListener;
}

/** Name of a kind of document; its schema is `schemas/<kind>.schema.json`. */
export type Kind = keyof Documents;

/** Lets only tables pass whose documents name the kind under which they stand. */
type NamedByKind<T extends { readonly [K in keyof T]: Document & { readonly kind: K } }> = T;

/** Any document that the program prints. */
export type PrintedDocument = NamedByKind<Documents>[Kind];

/** Where a kind of document comes from. */
export interface KindInfo {
  /** The commands that print it, without `connect-cli`. */
  readonly commands: readonly [string, ...string[]];
  /** What it tells, one sentence. */
  readonly summary: string;
  /** Printed once for each piece of news or input, one document a line. */
  readonly isStreamed?: true;
}

/** Every kind that exists. */
export const kinds: Readonly<Record<Kind, KindInfo>> = {
  audit: {
    commands: ['audit', 'audit merge'],
    summary: 'How many connections need what, by verdict, box and permission.',
  },
  authorization: {
    commands: ['authorize'],
    summary: 'What came back from Connect, compared with what was asked.',
  },
  'authorization-attempt': {
    commands: ['authorize --start'],
    summary: 'An attempt that another process finishes: its link, and until when it is open.',
  },
  'authorization-event': {
    commands: ['authorize --events'],
    summary: 'The course of an attempt with `--events`; the document comes last.',
    isStreamed: true,
  },
  campaign: {
    commands: ['campaign'],
    summary: 'What was written for the owners of an audit, by what they have to do.',
  },
  'campaign-key': { commands: ['campaign key'], summary: 'Which key signs states from now on.' },
  'campaign-progress': { commands: ['campaign progress'], summary: 'Who has mended it between two audits.' },
  'campaign-state': { commands: ['campaign verify'], summary: 'Whose a state is, or why it is refused.' },
  completion: { commands: ['completion'], summary: 'The completion script of a shell and how to install it.' },
  diagnosis: {
    commands: ['diagnose'],
    summary: 'What is wrong with the connections of an application, and what mends it.',
  },
  disconnection: { commands: ['disconnect'], summary: 'Which vehicle was disconnected.' },
  doctor: { commands: ['doctor'], summary: 'How this machine, the settings and the way to the provider are.' },
  'error-explanation': {
    commands: ['explain-error'],
    summary: 'What an error means, who can mend it, and how.',
  },
  'grant-change': {
    commands: ['revoke'],
    summary: 'What the owner granted before and after a second consent.',
  },
  guide: { commands: ['guide'], summary: 'A guide for owners, or where it was written.' },
  help: {
    commands: ['--help', 'help'],
    summary: 'What a command does and takes, and all that is below it; without a command the whole program.',
  },
  'help-topic': {
    commands: ['help'],
    summary: 'Every environment variable, exit code or kind of document.',
  },
  init: { commands: ['init'], summary: 'The profile that was set up.' },
  'migration-plan': {
    commands: ['migrate plan'],
    summary:
      'What an application has to do before API v2 ends, what it stores of its users, and each place in its code.',
  },
  'migration-status': {
    commands: ['migration-status'],
    summary: "Which vehicles have to move to Tesla's new integration.",
  },
  paths: { commands: ['config path'], summary: 'Where settings and secrets are kept.' },
  'profile-change': {
    commands: ['profile use', 'profile remove'],
    summary: 'Which profile was chosen or removed.',
  },
  profiles: { commands: ['profile list'], summary: 'All profiles, without their secrets.' },
  sandbox: { commands: ['sandbox'], summary: 'Where a sandbox runs, and the values to use it with.' },
  'sandbox-environment': {
    commands: ['sandbox env'],
    summary: 'The variables by which a running sandbox is reached.',
  },
  'sandbox-scenarios': {
    commands: ['sandbox scenarios'],
    summary: 'The situations that a sandbox can start from.',
  },
  schemas: { commands: ['schema'], summary: 'The kinds of documents.' },
  'scope-derivation': {
    commands: ['scopes'],
    summary: 'The permissions that signals, commands or source code need, and the boxes behind them.',
  },
  'scope-explanation': {
    commands: ['explain-scopes'],
    summary: "Which boxes of Tesla's consent screen permissions need.",
  },
  setting: { commands: ['config get'], summary: 'One setting and where it comes from.' },
  settings: { commands: ['config explain'], summary: 'Every setting and where it comes from.' },
  'signal-list': { commands: ['scopes'], summary: 'Signals and commands, searched for or all.' },
  token: { commands: ['token show'], summary: 'One stored pair of tokens, its secrets redacted.' },
  'token-env': { commands: ['token env'], summary: 'Stored tokens as environment variables.' },
  'token-refresh': { commands: ['token refresh'], summary: 'Which tokens were refreshed.' },
  'token-removal': { commands: ['token remove'], summary: 'Which tokens were removed.' },
  tokens: { commands: ['token list'], summary: 'All stored tokens, their secrets redacted.' },
  url: {
    commands: ['url authorize', 'url revoke', 'revoke'],
    summary: 'A link to Connect and its parameters.',
  },
  'url-lint': { commands: ['url lint'], summary: 'What is wrong with a link to Connect.' },
  users: { commands: ['user'], summary: 'The owners who have connected.' },
  'vehicle-permissions': { commands: ['permissions'], summary: 'What is granted on each vehicle.' },
  vehicles: { commands: ['vehicles'], summary: 'The connected vehicles.' },
  version: { commands: ['--version'], summary: 'The version of connect-cli.' },
  'virtual-key-check': {
    commands: ['virtual-key check'],
    summary: 'Whether a domain serves a public key as Tesla fetches it.',
  },
  'virtual-key-link': {
    commands: ['virtual-key show'],
    summary: 'The link with which an owner adds a virtual key.',
  },
  'virtual-key-need': { commands: ['virtual-key needed'], summary: 'Whether cars need a virtual key.' },
  'virtual-key-need-row': {
    commands: ['virtual-key needed -'],
    summary: 'Whether one car of a list needs a virtual key.',
    isStreamed: true,
  },
  'virtual-key-pair': { commands: ['virtual-key keygen'], summary: 'A new pair of keys and where its halves are.' },
  'webhook-check': {
    commands: ['webhook verify'],
    summary: 'Whether a signature fits a body, and if not, which usual fault it is.',
  },
  'webhook-deliveries': { commands: ['webhook replay'], summary: 'The deliveries that are kept.' },
  'webhook-delivery': {
    commands: ['webhook trigger', 'webhook replay'],
    summary: 'What a receiver answered to an event.',
  },
  'webhook-event': {
    commands: ['webhook listen'],
    summary: 'A delivery that came, what it means and what became of it.',
    isStreamed: true,
  },
  'webhook-listener': { commands: ['webhook listen'], summary: 'Where a listener takes deliveries; its first line.' },
};
