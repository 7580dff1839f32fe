import type { CampaignKind } from '../../../core/campaign/kinds.ts';
import type { SmartcarPermission } from '../../../core/providers/smartcar/permissions.ts';
import type { KeyNote, KeyPrecondition, KeyStep } from '../../../core/tesla/virtual-key.ts';

/** Permissions that every language has plain words for: Smartcar's, and our names for Texture's kinds of access. */
type ExplainedName = SmartcarPermission | 'vehicle_read' | 'vehicle_command' | 'energy_read' | 'energy_command';

/** What every text about the virtual key may name. */
export interface KeyTextContext {
  readonly url: string;
  readonly domain: string;
  /** `Model 3`, or undefined where the car is not known. */
  readonly model?: string | undefined;
}

/** All words of the guides in one language. A language is one file with one of these. */
export interface GuideMessages {
  /** BCP 47 tag, as it stands in the HTML. */
  readonly language: string;
  /** Stands in where no name of the app was given; in the grammatical case that the sentences want. */
  readonly someApp: string;
  /** Stands between the last two of several things. */
  readonly and: string;
  readonly consent: ConsentMessages;
  readonly virtualKey: KeyMessages;
  readonly revoke: RevokeMessages;
  readonly letter: LetterMessages;
}

export interface ConsentMessages {
  readonly title: (app: string) => string;
  readonly lead: (app: string, provider: string) => string;
  readonly screenTitle: (provider: string) => string;
  readonly screenAlt: (boxes: readonly string[]) => string;
  readonly selectAllHint: string;
  readonly boxesHeading: string;
  readonly nothingTicked: string;
  /** Behind a box without which no connection comes about. */
  readonly minimum: string;
  readonly reads: (things: string) => string;
  readonly controls: (things: string) => string;
  /** Behind a box that is marked without a known reason. */
  readonly noReason: (app: string) => string;
  readonly orInstead: (boxes: string) => string;
  readonly selectAllHeading: string;
  readonly selectAll: string;
  /** Why more boxes give the app nothing more, where the provider has a grant screen. */
  readonly stillLimited: (app: string, provider: string) => string;
  readonly missedHeading: string;
  readonly missed: (app: string) => string;
  readonly mayDiffer: string;
  /** By permission, those of further providers too; one without words is shown by its name. */
  readonly permissions: Readonly<Record<ExplainedName, string> & Record<string, string>>;
}

export interface KeyMessages {
  readonly title: (app: string) => string;
  readonly lead: (app: string) => string;
  readonly beforeHeading: string;
  readonly before: Readonly<Record<KeyPrecondition, string>>;
  readonly stepsHeading: string;
  readonly steps: Readonly<Record<KeyStep, (context: KeyTextContext) => string>>;
  readonly phoneHeading: string;
  readonly phone: string;
  readonly desktopHeading: string;
  readonly desktop: string;
  readonly dialog: (context: KeyTextContext) => string;
  readonly notesHeading: string;
  readonly notes: Readonly<Record<KeyNote, string>>;
  readonly phoneAlt: string;
  readonly desktopAlt: string;
  /** Caption of the drawing of Tesla's app. */
  readonly teslaApp: string;
  readonly dialogAlt: (context: KeyTextContext) => string;
}

export interface RevokeMessages {
  readonly title: (provider: string) => string;
  readonly lead: (app: string, provider: string) => string;
  readonly stepsHeading: string;
  readonly steps: readonly RevokeStep[];
  readonly againHeading: string;
  readonly again: (app: string) => string;
  readonly afterHeading: string;
  readonly after: (provider: string) => string;
  readonly webHeading: string;
  readonly web: (provider: string) => string;
}

/** One of the three drawn steps. */
interface RevokeStep {
  readonly heading: string;
  readonly text: (provider: string) => string;
  readonly alt: (provider: string) => string;
}

/** What a letter to an owner may name. */
export interface LetterContext {
  readonly app: string;
  readonly provider: string;
  /** Labels of the boxes that were left out, joined. */
  readonly boxes: string;
  /** Domain of the virtual key. */
  readonly keyDomain: string;
}

/** The messages by which owners are asked to act. The link stands between `before` and `after`. */
export interface LetterMessages {
  readonly greeting: string;
  readonly subject: Readonly<Record<CampaignKind, (app: string) => string>>;
  readonly before: Readonly<Record<CampaignKind, (context: LetterContext) => string>>;
  readonly after: Readonly<Record<CampaignKind, (context: LetterContext) => readonly string[]>>;
  /**
   * The short message; the link follows. In characters of the GSM alphabet alone: with another one, such as a
   * typographic quotation mark, a message holds 70 characters in place of 160.
   */
  readonly sms: Readonly<Record<CampaignKind, (app: string) => string>>;
}
