import type { Command } from 'commander';
import { CliError } from '../../core/errors/cli-error.ts';
import { keysOf, ownValue } from '../../core/text/keys.ts';
import { defaultAccent, parseColor } from '../../report/guide/palette.ts';
import type { Theme } from '../../report/guide/render-svg.ts';
import { languages, type Language } from '../../report/guide/messages/languages.ts';
import { pickChoice, resolveAppName } from '../../flags/letter.ts';

/** The forms in which a guide is written. */
const guideFormats = ['text', 'markdown', 'html', 'svg', 'png'] as const;

type GuideFormat = (typeof guideFormats)[number];

export interface GuideFlags {
  readonly format?: string | undefined;
  readonly lang?: string | undefined;
  readonly appName?: string | undefined;
  readonly color?: string | undefined;
  readonly theme?: string | undefined;
  readonly output?: string | undefined;
}

/** The flags of all guides, read. */
export interface GuideLook {
  readonly format: GuideFormat;
  readonly language: Language;
  /** Undefined where the guide speaks of "the app". */
  readonly app: string | undefined;
  /** `#rrggbb`. */
  readonly accent: string;
  readonly theme: Theme;
  readonly output: string | undefined;
}

export function addGuideOptions(command: Command): Command {
  return command
    .option('--format <format>', `${guideFormats.join(', ')}; default: by the extension of --output, else text`)
    .option('--lang <language>', Object.keys(languages).join(' or ').replace('en', 'en (default)'))
    .option('--app-name <name>', 'the name owners know your app by')
    .option('--color <hex>', "your app's colour, such as #0b6e4f; adjusted until text on it is legible")
    .option('--theme <theme>', "auto (default) follows the viewer's setting; or light, dark")
    .option('--output <file>', 'write to a file instead of stdout');
}

/** @throws CliError INVALID_VALUE or INPUT_REQUIRED */
export function resolveGuideLook(flags: GuideFlags): GuideLook {
  const look: GuideLook = {
    format: resolveFormat(flags),
    language: pickChoice(flags.lang ?? 'en', keysOf(languages), '--lang'),
    app: resolveAppName(flags.appName),
    accent: resolveColor(flags.color),
    theme: pickChoice(flags.theme ?? 'auto', ['auto', 'light', 'dark'] as const, '--theme'),
    output: flags.output,
  };
  if (look.format === 'png' && look.output === undefined) {
    throw new CliError('INPUT_REQUIRED', 'A PNG is not printed to the terminal.', { hint: 'Add --output guide.png.' });
  }
  return look;
}

const endings: Readonly<Record<string, GuideFormat>> = {
  txt: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  svg: 'svg',
  png: 'png',
};

function resolveFormat({ format, output }: GuideFlags): GuideFormat {
  if (format !== undefined) return pickChoice(format, guideFormats, '--format');
  if (output === undefined) return 'text';
  const ending = /\.([a-z]+)$/i.exec(output)?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(endings, ending) ? ownValue(endings, ending) : undefined;
  if (known !== undefined) return known;
  throw new CliError('INPUT_REQUIRED', `The extension of "${output}" is not a known format.`, {
    hint: `Pass --format ${guideFormats.join('|')}.`,
  });
}

function resolveColor(text: string | undefined): string {
  const color = text === undefined ? defaultAccent : parseColor(text);
  if (color !== undefined) return color;
  throw new CliError('INVALID_VALUE', `"${text ?? ''}" is not a colour.`, {
    hint: 'Write it as #rrggbb or #rgb, in quotes: --color "#0b6e4f".',
  });
}
