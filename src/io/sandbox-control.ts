import type { EventSubject } from '../core/webhook/payloads.ts';
import type { Secret } from '../core/secret.ts';
import type { CredentialStore } from './stores.ts';
import type { OwnerPlay } from '../core/tesla/owner-play.ts';

/** Values by which an application is registered. All optional: the sandbox makes up what is missing. */
export interface SandboxRegistration {
  readonly clientId?: string | undefined;
  readonly clientSecret?: Secret | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** Scope text of the application's Vehicle Access set. */
  readonly vehicleAccess?: string | undefined;
  /** Permissions outside the published list that Connect takes all the same, separated by spaces. */
  readonly unlistedPermissions?: string | undefined;
  /** `client_…`, for the IAM host. */
  readonly apiClientId?: string | undefined;
  readonly apiClientSecret?: Secret | undefined;
  readonly managementToken?: Secret | undefined;
  readonly webhookId?: string | undefined;
  /** Where the sandbox sends what happens to subscribed cars: an http address of this machine. */
  readonly webhookCallbackUri?: string | undefined;
  readonly virtualKeyDomain?: string | undefined;
  readonly name?: string | undefined;
}

/** A fault that requests meet: its fields are those of a scenario, as written in `order`. */
export interface OrderedFault {
  /** What was typed, for messages. */
  readonly order: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** How a sandbox starts; what is absent is up to the sandbox. */
export interface SandboxStart {
  readonly registration: SandboxRegistration;
  readonly edition?: string | undefined;
  /** `YYYY-MM-DD`; newest behaviour when absent. */
  readonly asOf?: string | undefined;
  readonly scenario?: string | undefined;
  /** A scenario of the user's own: the text of its file and the path for messages. Wins over `scenario`. */
  readonly scenarioFile?: { readonly path: string; readonly text: string } | undefined;
  /** Connected Teslas in bulk, besides what the scenario brings. */
  readonly cars?: number | undefined;
  readonly faults?: readonly OrderedFault[] | undefined;
  readonly provider?: string | undefined;
  /** Any free port without it. */
  readonly port?: number | undefined;
  /** Address to bind; loopback, both families, without it. */
  readonly host?: string | undefined;
  /** Called after each answered request, for a live log. */
  readonly onRequest?: ((request: SandboxLogLine) => void) | undefined;
  /** Every owner is played without a browser: the authorize URL answers with the redirect at once. */
  readonly owner?: OwnerPlay | undefined;
}

/** What the sandbox's own screens recorded of one Connect run. */
export interface ConnectRecord {
  /** Permissions that were asked (Vehicle Access if the URL had no scope). */
  readonly asked: readonly { readonly name: string; readonly required: boolean }[];
  /** Tesla scope ids that Tesla held for Smartcar when the run ended. */
  readonly ticked: readonly string[];
  /** Permissions that the owner unticked on the grant screen. */
  readonly unticked: readonly string[];
  /** Scope ids of the boxes that the Missing Permissions page named last; empty if it was not shown or was passed. */
  readonly missing: readonly string[];
  readonly outcome: 'open' | 'granted' | 'denied' | 'gave-up' | 'failed';
  /** Pages that the owner saw, in order. */
  readonly pages: readonly string[];
}

/** How a played owner's walk ended. */
export interface PlayedOwner {
  /** Last address; the redirect URI with its query when Connect redirected. */
  readonly url: string;
  /** Page name of the last page when the walk ended inside the sandbox, such as `success`. */
  readonly page?: string | undefined;
  readonly outcome: 'redirected' | 'finished' | 'gave-up';
}

/** One answered request, with secrets taken out of its path. */
export interface SandboxLogLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** What was decided and why. */
  readonly decision: string;
}

/** One car that an owner shares with the application. */
export interface SandboxConnection {
  readonly vehicleId: string;
  readonly userId: string;
  /** What holds right now: granted by Connect and still covered by Tesla's boxes. */
  readonly permissions: readonly string[];
  /** Whether the car holds the key of the application; `not-needed` where it takes commands without one. */
  readonly virtualKey?: 'paired' | 'missing' | 'not-needed' | undefined;
  /** Whose the car is in the account that shares it. */
  readonly role?: 'owner' | 'driver' | undefined;
  /** v3 where Connect sent the application no code: it never had a token of this owner. */
  readonly era?: 'v2' | 'v3' | undefined;
}

/** What a webhook of the application has to tell of one connected car. Field names are those of the wire. */
export interface SandboxWebhookCar extends EventSubject {
  /** Every signal of the schema, each with its value or the error in place of it. */
  readonly signals: readonly (Readonly<Record<string, unknown>> & { readonly code: string })[];
  /** What stands in the way right now: `TYPE:CODE`, and the signals that it concerns. */
  readonly troubles: readonly { readonly error: string; readonly signals: readonly string[] }[];
}

/** A named situation that a sandbox can start from. */
export interface SandboxScenarioInfo {
  readonly name: string;
  /** One line. */
  readonly story: string;
}

/** A sandbox that a command talks to: embedded, or running elsewhere. */
export interface SandboxHandle {
  /** Origin, without a trailing slash. */
  readonly url: string;
  readonly applicationId: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly apiClientId: string;
  readonly apiClientSecret: Secret;
  readonly managementToken: Secret;
  readonly redirectUris: readonly string[];
  readonly edition: string;
  readonly scenario: string;
  readonly webhookId: string;
  /** Server key of the application on Texture's side; of a sandbox elsewhere with `provider: 'texture'` alone. */
  readonly textureApiKey: Secret;
  /** Where its tokens rest while it lives in this process; undefined for one elsewhere, whose tokens are stored. */
  readonly credentials?: CredentialStore | undefined;
  /** Environment variables by which the official SDKs reach it, secrets in clear; Python's differ from the others'. */
  environment(style: 'node' | 'python'): Readonly<Record<string, string>>;
  /** What the application holds right now, connection by connection. */
  connections(): Promise<readonly SandboxConnection[]>;
  /**
   * Tesla scope ids of the boxes that Tesla holds for a company, of the owner who signs in without a name.
   * @returns `undefined` where it holds no consent
   */
  consent(thirdParty: 'smartcar' | 'texture'): Promise<readonly string[] | undefined>;
  /** A v2 access token of a connected owner, as the application would hold it from the day of the connection. */
  userToken(userId: string): Promise<Secret>;
  /**
   * The state of a connected car as a webhook tells it: of the application's first one unless a vehicle is named.
   * @throws CliError INVALID_VALUE where no such car is connected
   */
  webhookCar(vehicleId?: string): Promise<SandboxWebhookCar>;
  /** The newest Connect run that carried this `state` (or the newest run at all). */
  record(state?: string): Promise<ConnectRecord | undefined>;
  /**
   * Plays the owner from a Connect or reauthenticate URL to its end, page by page, like a browser without scripts.
   * The final redirect to the redirect URI is followed if `deliver` is true.
   */
  play(
    url: string,
    owner: OwnerPlay,
    options: { deliver: boolean; signal?: AbortSignal | undefined },
  ): Promise<PlayedOwner>;
  close(): Promise<void>;
}

/** Starts or finds sandboxes. */
export interface SandboxControl {
  /** The scenarios that come with it; the first one is the default. */
  scenarios(): Promise<readonly SandboxScenarioInfo[]>;
  /** Starts one in process on a free loopback port; it ends with `close`. */
  start(options: SandboxStart): Promise<SandboxHandle>;
  /** Attaches to a running one and registers what flags give. */
  attach(url: string, options: SandboxStart): Promise<SandboxHandle>;
}

/** One request to a server that runs in this very process, as plain data. Header names are in lower case. */
export interface InProcessRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers what this process would otherwise send to itself over a socket. */
export type InProcessAnswer = (
  request: InProcessRequest,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }>;

/** Names the origin that is answered in process; the function that comes back ends it. */
export type AnswerInProcess = (origin: string, answer: InProcessAnswer) => () => void;
