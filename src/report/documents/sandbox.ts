import type { EditionId, Sentence, Uuid } from '../../core/formats.ts';
import type { Document } from '../../core/document.ts';

/** The first line of a running sandbox: where it is and the values that it minted. */
export interface SandboxDocument extends Document {
  readonly kind: 'sandbox';
  /**
   * Origin of everything: Connect, tokens, API.
   * @pattern ^http://[^/]+$
   */
  readonly url: string;
  /**
   * Page on which the sandbox can be looked into.
   * @pattern ^http://[^/]+/_sandbox$
   */
  readonly inspector: string;
  readonly scenario: Sentence;
  readonly edition: EditionId;
  readonly applicationId: Uuid;
  readonly clientId: Uuid;
  /** v2. */
  readonly clientSecret: Sentence;
  /**
   * v3, `client_…`.
   * @pattern ^client_
   */
  readonly apiClientId: string;
  readonly apiClientSecret: Sentence;
  readonly managementToken: Sentence;
  readonly webhookId: Sentence;
  /** Server key of the application on Texture's side, for the header `Texture-Api-Key`. */
  readonly textureApiKey: Sentence;
  /** @minItems 1 */
  readonly redirectUris: readonly Sentence[];
  /** @propertyNames {"pattern": "^(SMARTCAR|TEXTURE)_[A-Z0-9_]+$"} */
  readonly env: Readonly<Record<string, string>>;
}

/** What `sandbox env` answers: how a running sandbox is reached. */
export interface SandboxEnvironmentDocument extends Document {
  readonly kind: 'sandbox-environment';
  /**
   * Origin of everything: Connect, tokens, API.
   * @pattern ^http://[^/]+$
   */
  readonly url: string;
  /** @propertyNames {"pattern": "^(SMARTCAR|TEXTURE)_[A-Z0-9_]+$"} */
  readonly env: Readonly<Record<string, string>>;
}

/** A situation that comes with the sandbox. */
export interface ScenarioRow {
  /** @pattern ^[a-z0-9-]+$ */
  readonly name: string;
  /** One line. */
  readonly story: Sentence;
}

/** What `sandbox scenarios` answers. */
export interface ScenarioList extends Document {
  readonly kind: 'sandbox-scenarios';
  /** @minItems 1 */
  readonly scenarios: readonly ScenarioRow[];
}
