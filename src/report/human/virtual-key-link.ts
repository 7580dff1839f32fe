import { printable } from '../terminal/printable.ts';
import type { VirtualKeyLinkDocument } from '../documents/key-link.ts';
import { createQrCode, renderTerminalQr } from '../terminal/qr-code.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** The link with its QR code, what the owner does, and how the app gets the link. */
export function renderKeyLink(document: VirtualKeyLinkDocument, style: Style): string {
  const { color, glyphs } = style;
  const { url, forms, before, steps, ways, notes } = document;
  const others = forms.filter((form) => form !== url);
  return [
    color.bold(`Virtual key of ${document.domain}`),
    `  ${color.cyan(url)}`,
    ...others.map((form) => color.dim(`  also ${form}`)),
    ...qrLines(url, style),
    '',
    paragraph(style, `The Tesla app says, as quoted in Smartcar's documentation (2023-12): ${document.dialog}`),
    heading('Before', style),
    ...before.map(({ text }) => item(style, glyphs.bullet, text)),
    heading('What the owner does', style),
    ...steps.flatMap(({ id, text }, index) => [
      item(style, `${index + 1}.`, text),
      ...(id === 'open-link'
        ? [
            item(style, `   ${glyphs.bullet}`, `Phone: ${ways.phone}`),
            item(style, `   ${glyphs.bullet}`, `Desktop: ${ways.desktop}`),
          ]
        : []),
    ]),
    heading('Good to know', style),
    ...notes.map(({ text }) => item(style, glyphs.bullet, text)),
    ...appLines(document, style),
    ...document.files.map(({ path }) => `\nWrote ${printable(path)}`),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]
    .filter((part) => part !== undefined)
    .join('\n');
}

function heading(text: string, style: Style): string {
  return `\n${style.color.bold(text)}`;
}

function qrLines(url: string, style: Style): readonly string[] {
  const code = renderTerminalQr(createQrCode(url), style);
  const why = style.plain ? 'No QR code is drawn here' : 'The terminal is too narrow for the QR code';
  return ['', code ?? paragraph(style, `${why}: use --svg FILE or --png FILE.`)];
}

function appLines({ handedOver, ownDomain }: VirtualKeyLinkDocument, style: Style): readonly string[] {
  const ways = handedOver.map(({ name, where }) => item(style, style.glyphs.bullet, `${name}: ${where}`));
  return [
    ...(ways.length === 0 ? [] : [heading('How your app gets the link', style), ...ways]),
    ...(ownDomain === null ? [] : [heading('A domain of your own', style), paragraph(style, ownDomain)]),
  ];
}
