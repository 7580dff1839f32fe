import type { EditionId } from '../../core/formats.ts';
import type { Document } from '../../core/document.ts';
import type { ProviderId } from '../../core/providers/ids.ts';
import type { GuideName } from '../guide/guide.ts';
import type { Language } from '../guide/messages/languages.ts';

/** The document of `guide`. */
export interface GuideDocument extends Document {
  readonly kind: 'guide';
  readonly name: GuideName;
  readonly title: string;
  /** BCP 47 tag. */
  readonly language: Language;
  readonly format: 'text' | 'markdown' | 'html' | 'svg' | 'png';
  readonly provider: ProviderId;
  /** Which published table the boxes come from; null where no boxes are shown. */
  readonly edition: EditionId | null;
  /** Labels of the boxes that are marked; null where no boxes are shown. */
  readonly boxes: readonly string[] | null;
  /** The address that owners open; null where there is none. */
  readonly url: string | null;
  /** The guide itself; null when it went to a file. */
  readonly content: string | null;
  readonly path: string | null;
}
