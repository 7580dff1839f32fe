import { hyperlink } from '../terminal/hyperlink.ts';
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
  /** By which API the grant will be read, where that is known beforehand. */
  readonly reading?: string | undefined;
  /** What deserves attention before the owner sees the link. */
  readonly warnings: readonly string[];
  readonly hints: readonly string[];
  /** No browser here is in front of the owner: what to do instead comes before the address. */
  readonly isElsewhere?: boolean | undefined;
  /** The terminal shows a label that leads to the address. */
  readonly hyperlinks?: boolean | undefined;
}

const leads = {
  browser: 'Opening Connect in your browser. If nothing opens, use this address:',
  played: 'The played owner starts at this address:',
  'by-hand': 'Open this address:',
} as const;

/** The address stands unwrapped on a line of its own, so that it can be copied whole. */
export function renderLaunch(launch: Launch, style: Style): string {
  const { color } = style;
  const hints = launch.hints.map((hint) => item(style, style.glyphs.bullet, hint));
  const lead = leads[launch.opening === 'browser' && launch.isElsewhere === true ? 'by-hand' : launch.opening];
  return [
    ...launch.warnings.map((warning) => item(style, color.yellow(style.glyphs.warn), warning)),
    '',
    ...(launch.isElsewhere === true ? [...hints, ''] : []),
    color.bold(paragraph(style, lead)),
    '',
    color.cyan(launch.url),
    '',
    ...(launch.hyperlinks === true ? [`Or click: ${hyperlink(launch.url, 'open Connect')}`] : []),
    ...(launch.entryUrl === undefined || launch.opening === 'played'
      ? []
      : [
          paragraph(
            style,
            `${launch.entryUrl.startsWith('https:') ? 'Short link' : 'Short link on this machine'}: ${launch.entryUrl}`,
          ),
        ]),
    ...(launch.isElsewhere === true ? [] : hints),
    ...(launch.reading === undefined ? [] : [paragraph(style, launch.reading)]),
    ...(launch.opening === 'played' ? [] : [color.dim(paragraph(style, launch.waiting))]),
    '',
  ].join('\n');
}
