import { printable } from '../../report/terminal/printable.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { NextStep } from '../../core/document.ts';
import type { Context } from '../../io/context.ts';
import type { Guide } from '../../report/guide/guide.ts';
import { uncoveredCharacters } from '../../report/guide/font-coverage.ts';
import { renderGuideHtml } from '../../report/guide/render-html.ts';
import { renderGuideMarkdown } from '../../report/guide/render-markdown.ts';
import { pictureWidth, renderGuideSvg } from '../../report/guide/render-svg.ts';
import { renderGuideText } from '../../report/guide/render-text.ts';
import type { ProviderId } from '../../core/providers/ids.ts';
import type { GuideDocument } from '../../report/documents/guide.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle, type Style } from '../../report/terminal/style.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { GuideLook } from './flags.ts';
import { writeWarnings } from '../warnings.ts';

/** What a guide is about, beside its words. */
export interface GuideSubject {
  readonly provider: ProviderId;
  readonly edition?: string | undefined;
  readonly boxes?: readonly string[] | undefined;
  readonly url?: string | undefined;
  readonly warnings: readonly string[];
  readonly next: readonly NextStep[];
}

/** Plain text in a file: eighty columns, no colours. */
const fileStyle = createStyle({ colorLevel: 0, columns: 80, unicode: true });

interface GuideJob {
  readonly ctx: Pick<Context, 'files' | 'images' | 'stderr'>;
  readonly global: GlobalOptions;
  readonly guide: Guide;
  readonly look: GuideLook;
}

/** Writes a guide in the asked format, to its file or as the outcome. Warnings go to stderr: stdout is the guide alone. */
export async function writeGuide({ ctx, global, guide, look }: GuideJob, subject: GuideSubject): Promise<Outcome> {
  const content = await renderContent(ctx, guide, look);
  if (look.output !== undefined) await ctx.files.writeAtomic(look.output, content);
  const document = buildDocument({ guide, look, subject, content });
  writeWarnings(ctx, global, document.warnings);
  return { exitCode: exitCodes.done, document, text: (style) => renderOutcome(guide, document, style) };
}

/** Pixels for each unit of the picture: sharp on phones. */
const pngScale = 2;

async function renderContent(
  ctx: Pick<Context, 'images'>,
  guide: Guide,
  { format, accent, theme }: GuideLook,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'text':
      return renderGuideText(guide, fileStyle, false);
    case 'markdown':
      return renderGuideMarkdown(guide);
    case 'html':
      return renderGuideHtml(guide, accent, theme);
    case 'svg':
      return renderGuideSvg(guide, accent, theme);
    case 'png': {
      const svg = renderGuideSvg(guide, accent, theme === 'auto' ? 'light' : theme);
      return ctx.images.rasterize(svg, pictureWidth * pngScale);
    }
  }
}

interface BuildDocumentInput {
  readonly guide: Guide;
  readonly look: GuideLook;
  readonly subject: GuideSubject;
  readonly content: string | Uint8Array;
}

function buildDocument({ guide, look, subject, content }: BuildDocumentInput): GuideDocument {
  return {
    schemaVersion: 1,
    kind: 'guide',
    name: guide.name,
    title: guide.title,
    language: look.language,
    format: look.format,
    provider: subject.provider,
    edition: subject.edition ?? null,
    boxes: subject.boxes ?? null,
    url: subject.url ?? null,
    content: look.output === undefined && typeof content === 'string' ? content : null,
    path: look.output ?? null,
    warnings: [...subject.warnings, ...fontWarnings(guide, look)],
    next: subject.next,
  };
}

function fontWarnings(guide: Guide, { format }: GuideLook): readonly string[] {
  const missing = format === 'png' ? uncoveredCharacters(guide.title) : '';
  return missing === '' ? [] : [`The PNG font has no "${missing}": use SVG or HTML for this name.`];
}

function renderOutcome(guide: Guide, document: GuideDocument, style: Style): string {
  if (document.path !== null) return `Wrote ${printable(document.path)}`;
  return document.format === 'text' ? renderGuideText(guide, style, true) : (document.content ?? '');
}
