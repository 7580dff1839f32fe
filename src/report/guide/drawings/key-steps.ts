import { createQrCode, qrPath, quietZone } from '../../terminal/qr-code.ts';
import { wrapText } from '../measure.ts';
import type { KeyMessages, KeyTextContext } from '../messages/messages.ts';
import { button, rect, round, text, type Drawing } from '../svg.ts';
import { drawBars, drawPhone, phone } from './phone.ts';

/** The three pictures of the key: the link on a phone, the question in the Tesla app, and the link on a computer. */
export function drawKeySteps(messages: KeyMessages, context: KeyTextContext): readonly Drawing[] {
  return [drawLinkOnPhone(messages), drawQuestion(messages, context), drawDesktop(messages, context)];
}

function drawLinkOnPhone(messages: KeyMessages): Drawing {
  const { inset, width } = phone;
  const inner = width - 2 * inset;
  return {
    id: 'key-phone',
    width,
    height: phone.height,
    alt: messages.phoneAlt,
    caption: messages.phoneHeading,
    body: drawPhone(
      rect({ x: inset, y: 36, width: inner, height: 26 }, 'surface', 8) +
        text({ x: width / 2, y: 53 }, 'tesla.com/_ak/…', { size: 12, role: 'quiet', anchor: 'middle' }) +
        drawBars({ x: inset, y: 96 }, [inner, inner * 0.8, inner * 0.55]) +
        rect({ x: inset - 6, y: 222, width: inner + 12, height: 48 }, 'tint', 12) +
        button({ x: inset, y: 228, width: inner }, 'Finish Setup', true),
    ),
  };
}

function drawQuestion(messages: KeyMessages, context: KeyTextContext): Drawing {
  const { inset, width, height } = phone;
  const inner = width - 2 * inset;
  const lines = wrapText(messages.dialog(context), inner - 14, { size: 14, weight: 'semibold' }).slice(0, 9);
  const cardHeight = 28 + lines.length * 20 + 56;
  const top = (height - cardHeight) / 2;
  return {
    id: 'key-question',
    width,
    height,
    alt: messages.dialogAlt(context),
    caption: messages.teslaApp,
    body: drawPhone(
      drawBars({ x: inset, y: 44 }, [inner * 0.5]) +
        rect({ x: inset - 4, y: top, width: inner + 8, height: cardHeight }, 'tint', 14) +
        lines
          .map((line, index) =>
            text({ x: inset + 8, y: top + 30 + index * 20 }, line, { size: 14, weight: 'semibold' }),
          )
          .join('') +
        rect({ x: inset + 8, y: top + cardHeight - 46, width: inner - 16, height: 32 }, 'accent', 8) +
        `<path d="M${width / 2 - 8} ${top + cardHeight - 30} l6 6 l11 -13" class="guide-tick" stroke-width="3"/>`,
    ),
  };
}

function drawDesktop(messages: KeyMessages, { url }: KeyTextContext): Drawing {
  const [width, screen] = [330, 300];
  return {
    id: 'key-desktop',
    width,
    height: screen + 48,
    alt: messages.desktopAlt,
    caption: messages.desktopHeading,
    body:
      rect({ x: 1, y: 1, width: width - 2, height: screen }, 'frame', 14) +
      rect({ x: 14, y: 14, width: width - 28, height: 24 }, 'surface', 8) +
      text({ x: width / 2, y: 31 }, 'tesla.com/_ak/…', { size: 12, role: 'quiet', anchor: 'middle' }) +
      drawQr(url, { centre: width / 2, top: 48, size: 240 }) +
      rect({ x: width / 2 - 24, y: screen, width: 48, height: 34 }, 'line') +
      rect({ x: width / 2 - 80, y: screen + 34, width: 160, height: 12 }, 'line', 6),
  };
}

/** The white square of a QR code. */
interface QrPlace {
  readonly centre: number;
  readonly top: number;
  readonly size: number;
}

/** A QR code with its quiet zone in a white square, centred on `centre`. */
function drawQr(url: string, { centre, top, size }: QrPlace): string {
  const matrix = createQrCode(url);
  const module = size / (matrix.length + 2 * quietZone);
  const left = centre - size / 2;
  const at = `${round(left + quietZone * module)} ${round(top + quietZone * module)}`;
  return (
    `<rect x="${round(left)}" y="${top}" width="${size}" height="${size}" rx="8" class="guide-qr-ground"/>` +
    `<path transform="translate(${at}) scale(${round(module)})" d="${qrPath(matrix)}" class="guide-qr" shape-rendering="crispEdges"/>`
  );
}
