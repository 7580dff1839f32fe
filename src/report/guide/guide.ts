import type { Drawing } from './svg.ts';

export type GuideName = 'consent' | 'virtual-key' | 'revoke';

/** What a guide says, before it is written in any format. */
export interface Guide {
  readonly name: GuideName;
  /** BCP 47 tag. */
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly GuideSection[];
}

export interface GuideSection {
  readonly heading: string;
  readonly blocks: readonly GuideBlock[];
}

export interface GuideItem {
  /** Stands out in front of the text. */
  readonly strong?: string | undefined;
  readonly text: string;
}

export type GuideBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** `ticked` lists are boxes to tick, drawn with a mark. */
  | { readonly kind: 'list'; readonly style: 'plain' | 'numbered' | 'ticked'; readonly items: readonly GuideItem[] }
  /** Stand side by side where there is room. */
  | { readonly kind: 'drawings'; readonly drawings: readonly Drawing[] }
  | { readonly kind: 'link'; readonly url: string };

export function paragraphBlock(text: string): GuideBlock {
  return { kind: 'paragraph', text };
}

export function listBlock(style: 'plain' | 'numbered' | 'ticked', items: readonly (GuideItem | string)[]): GuideBlock {
  return { kind: 'list', style, items: items.map((item) => (typeof item === 'string' ? { text: item } : item)) };
}
