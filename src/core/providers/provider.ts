import type { EditionId } from '../formats.ts';
import type { Source } from '../source.ts';
import type { BoxId } from '../tesla/boxes.ts';
import type { ProviderKeyInfo } from '../tesla/virtual-key.ts';
import type { ProviderId } from './ids.ts';

/** Any-of over all-of: one of the inner lists must be ticked whole. Empty means that no mapping is published. */
export type BoxRule = readonly (readonly BoxId[])[];

/** One permission that an app can ask of a provider. */
export interface PermissionInfo {
  /** `read` permissions fetch data (GET); `control` permissions act (POST or PUT). */
  readonly access: 'read' | 'control';
  readonly methods: readonly ('GET' | 'POST' | 'PUT')[];
  /** What it allows, in our words. */
  readonly description: string;
  /** True when commands under it need Tesla's virtual key on the car. */
  readonly needsVirtualKey: boolean;
  /** A remark that belongs to this permission alone. */
  readonly footnote?: string | undefined;
  readonly source: Source;
}

/** One published state of a provider's permission table. */
export interface MappingEdition {
  readonly id: EditionId;
  /** The boxes that the provider asks Tesla for in this edition, in screen order. */
  readonly asks: readonly BoxId[];
  /** Labels that this edition writes differently from Tesla's screen. */
  readonly labels: Partial<Readonly<Record<BoxId, string>>>;
  readonly rows: Readonly<Record<string, BoxRule>>;
  readonly source: Source;
  /** Day from which the sandbox plays it, such as `2025-03-01`; absent in the oldest. */
  readonly since?: string | undefined;
  /** What differs from the edition before, one sentence each. */
  readonly changes: readonly string[];
}

/** A link with the reason to follow it. */
export interface ProviderLink {
  readonly url: string;
  readonly title: string;
}

/** Everything in which providers differ, as data. A third provider is one folder with one of these. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  /** How this provider reaches Tesla, one sentence. */
  readonly about: string;
  readonly permissions: Readonly<Record<string, PermissionInfo>>;
  /** Oldest first; the last one is the default. */
  readonly editions: readonly MappingEdition[];
  /** Permission → the other permission whose boxes it needs in addition (Texture's commands need the read boxes too). */
  readonly alsoNeeds?: Readonly<Record<string, string>> | undefined;
  /** The box without which no connection comes about at all, if there is one. */
  readonly minimum?: BoxId | undefined;
  /** The provider puts a grant screen of its own behind Tesla's. */
  readonly hasGrantScreen: boolean;
  /** `required:` prefixes mean something. */
  readonly hasRequiredPrefix: boolean;
  /** Virtual key domain that owners are asked to approve by default. */
  readonly virtualKeyDomain: string;
  /** How its owners add the key and how its apps get the link. */
  readonly virtualKey: ProviderKeyInfo;
  /** The error that a command meets while the key is missing. */
  readonly missingKeyError: string;
  /** The loss of a missed box: `permission-null` at Smartcar, `device-unavailable` at Texture. */
  readonly loss: 'permission-null' | 'device-unavailable';
  readonly links: readonly ProviderLink[];
  /** What else `explain-scopes` says about it, a paragraph each: the remedy for a missed box, say. */
  readonly notes: readonly string[];
}

/** A provider, and the table of its permissions and boxes that counts. */
export interface ProviderEdition {
  readonly provider: Provider;
  readonly edition: MappingEdition;
}
