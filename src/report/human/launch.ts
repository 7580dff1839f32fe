import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';

/** What the developer sees on stderr when everything is ready for the owner. */
export interface Launch {
  readonly url: string;
  /** What happens with the address. */
  readonly opening: 'browser' | 'played' | 'by-hand';
  /** Short address on this machine that leads to the long one. */
  readonly entryUrl?: string | undefined;
  /** Where the answer is expected. */
  readonly waiting: string;
  /** What deserves attention before the owner sees the link. */
  readonly warnings: readonly string[];
  readonly hints: readonly string[];
}

const leads = {
  browser: 'Opening Connect in your browser. If nothing opens, use this address:',
  played: 'The owner is played from this address:',
  'by-hand': 'Open this address:',
} as const;

/** The address stands unwrapped on a line of its own, so that it can be copied whole. */
export function renderLaunch(launch: Launch, style: Style): string {
  const { color } = style;
  return [
    ...launch.warnings.map((warning) => item(style, color.yellow(style.glyphs.warn), warning)),
    '',
    color.bold(leads[launch.opening]),
    '',
    color.cyan(launch.url),
    '',
    ...(launch.entryUrl === undefined || launch.opening === 'played'
      ? []
      : [paragraph(style, `Short form on this machine: ${launch.entryUrl}`)]),
    ...launch.hints.map((hint) => item(style, style.glyphs.bullet, hint)),
    ...(launch.opening === 'played' ? [] : [color.dim(paragraph(style, launch.waiting))]),
    '',
  ].join('\n');
}
