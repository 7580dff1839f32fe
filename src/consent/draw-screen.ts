import { explainScope as explain, type ExplainedBox } from '../core/permissions/explain.ts';
import { drawConsentScreen as drawScreen } from '../report/guide/drawings/consent-screen.ts';
import { languages } from '../report/guide/messages/languages.ts';
import { createPalette, defaultAccent, parseColor } from '../report/guide/palette.ts';
import { declarations, drawingRules, escapeXml, fontFamily, type Drawing } from '../report/guide/svg.ts';
import { ConsentError } from './consent-error.ts';
import { checkOneOf, checkOptional, quote } from './input.ts';
import { chooseLanguage, type WordOptions } from './language.ts';
import { readScope, type ScopeOptions } from './scope.ts';
import { chooseTable, readBoxes, type Scope } from './tables.ts';
import { ownValue } from '../core/text/keys.ts';

const themes = ['auto', 'light', 'dark'] as const;

/** How the picture looks. */
export interface DrawOptions extends ScopeOptions, Pick<WordOptions, 'language'> {
  /**
   * Marks these boxes (labels or ids) instead of all that the scope needs. For the revoke flow leave it away: the owner
   * ticks everything anew there, not the missed box alone.
   */
  readonly mark?: readonly string[] | undefined;
  /** `auto`, the default, follows the viewer's light or dark mode. */
  readonly theme?: (typeof themes)[number] | undefined;
  /** The app's colour, `#rgb` or `#rrggbb`; it is moved until it can be read on light and dark. */
  readonly color?: string | undefined;
}

/**
 * Draws Tesla's consent screen in our own lines, with the boxes marked that the owner has to tick.
 * @returns one `<svg>` element, 400 wide, to put into a page, a file or a data: URL. Colours are attributes: it needs no
 *   style sheet but for the dark mode of `auto`, and a Content Security Policy may forbid that one.
 * @throws ConsentError as `explainScope`, UNKNOWN_BOX, INVALID_VALUE for a colour, theme or language
 */
export function drawConsentScreen(scope: Scope, options: DrawOptions = {}): string {
  const table = chooseTable(options);
  const language = chooseLanguage(options);
  const theme = checkOneOf(options.theme ?? 'auto', 'theme', themes);
  const color = readColor(options.color);
  const { asked } = readScope(scope, table.provider, options.allowUnknown);
  const boxes = markBoxes(explain({ ...table, asked }).boxes, options.mark);
  const drawing = drawScreen(boxes, table.provider.name, languages[language].consent);
  return renderPicture(drawing, { language, theme, color });
}

function markBoxes(boxes: readonly ExplainedBox[], mark: DrawOptions['mark']): readonly ExplainedBox[] {
  if (mark === undefined) return boxes;
  const marked = readBoxes(mark, 'mark');
  return boxes.map((box) => ({ ...box, tick: marked.has(box.id) }));
}

function readColor(color: unknown): string {
  const text = checkOptional(color, 'color', 20);
  const read = text === undefined ? defaultAccent : parseColor(text);
  if (read === undefined) throw new ConsentError('INVALID_VALUE', `color is ${quote(color)}; it is written #0b6e4f.`);
  return read;
}

interface Look {
  readonly language: string;
  readonly theme: (typeof themes)[number];
  readonly color: string;
}

function renderPicture({ width, height, alt, body }: Drawing, { language, theme, color }: Look): string {
  const rules = drawingRules(createPalette(theme === 'dark' ? 'dark' : 'light', color));
  const painted = body.replace(
    /class="([\w-]+)"/g,
    (whole, name: string) => `${whole}${attributes(ownValue(rules, name))}`,
  );
  // Two pictures on one page can have colours of their own: each speaks to its own class.
  const own = `consent-screen-${theme}-${color.slice(1)}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `class="${own}" role="img" lang="${language}" font-family="${escapeXml(fontFamily)}">` +
    `<title>${escapeXml(alt)}</title>${theme === 'auto' ? darkStyle(own, color, body) : ''}${painted}</svg>`
  );
}

function attributes(rules: Readonly<Record<string, string>> = {}): string {
  return Object.entries(rules)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

/** The rules that this picture uses, for viewers in dark mode. */
function darkStyle(own: string, color: string, body: string): string {
  const rules = Object.entries(drawingRules(createPalette('dark', color)));
  const css = rules
    .filter(([name]) => body.includes(`"${name}"`))
    .map(([name, rule]) => `.${own} .${name}{${declarations(rule)}}`);
  return `<style>@media (prefers-color-scheme:dark){${css.join('')}}</style>`;
}
