import { fitText } from '../measure.ts';
import type { RevokeMessages } from '../messages/messages.ts';
import { button, rect, text, type Drawing } from '../svg.ts';
import { drawBars, drawPhone, phone } from './phone.ts';

const inner = phone.width - 2 * phone.inset;
const left = phone.inset;

/** The three pictures of removing the access: the profile in the app, the sign-in, the remove button. */
export function drawRevokeSteps(messages: RevokeMessages, provider: string): readonly Drawing[] {
  const bodies = [drawProfile(), drawSignIn(), drawManage(provider)];
  return messages.steps.map((step, index) => ({
    id: `revoke-${index + 1}`,
    width: phone.width,
    height: phone.height,
    alt: step.alt(provider),
    caption: `${index + 1}. ${step.heading}`,
    body: drawPhone(bodies[index] ?? ''),
  }));
}

function drawProfile(): string {
  return (
    `<circle cx="${phone.width / 2}" cy="66" r="24" class="guide-line"/>` +
    drawBars({ x: phone.width / 2 - 40, y: 102 }, [80]) +
    drawBars({ x: left + 12, y: 144 }, [inner * 0.5]) +
    markedRow(170, 'Security & Privacy') +
    markedRow(222, 'Third-Party Apps') +
    drawBars({ x: left + 12, y: 288 }, [inner * 0.6, inner * 0.4], 30)
  );
}

function markedRow(y: number, label: string): string {
  return (
    rect({ x: left, y, width: inner, height: 42 }, 'tint', 10) +
    text({ x: left + 8, y: y + 26 }, fitText(label, inner - 30, { size: 12, weight: 'semibold' }), {
      size: 12,
      weight: 'semibold',
    }) +
    `<path d="M${left + inner - 20} ${y + 15} l6 6 l-6 6" class="guide-arrow"/>`
  );
}

function drawSignIn(): string {
  const field = (y: number) => rect({ x: left, y, width: inner, height: 38 }, 'stroke', 8);
  return (
    drawBars({ x: left, y: 72 }, [inner * 0.6, inner * 0.9]) +
    field(128) +
    drawBars({ x: left + 12, y: 143 }, [inner * 0.55]) +
    field(184) +
    Array.from(
      { length: 8 },
      (_, index) => `<circle cx="${left + 18 + index * 13}" cy="203" r="4" class="guide-line"/>`,
    ).join('') +
    rect({ x: left, y: 248, width: inner, height: 38 }, 'accent', 8) +
    `<path d="M${phone.width / 2 - 8} 267 h16 m-6 -6 l6 6 l-6 6" class="guide-tick" stroke-width="3"/>`
  );
}

function drawManage(provider: string): string {
  const title = fitText(provider, inner, { size: 20, weight: 'semibold' });
  return (
    text({ x: left, y: 72 }, title, { size: 20, weight: 'semibold' }) +
    drawBars({ x: left, y: 92 }, [inner * 0.8, inner * 0.6]) +
    [136, 170, 204]
      .map(
        (y) =>
          rect({ x: left, y, width: 18, height: 18 }, 'stroke', 4) +
          drawBars({ x: left + 28, y: y + 5 }, [inner * 0.5]),
      )
      .join('') +
    button({ x: left, y: 246, width: inner }, 'Update', false) +
    rect({ x: left - 6, y: 294, width: inner + 12, height: 48 }, 'tint', 12) +
    button({ x: left, y: 300, width: inner }, 'Remove Access', true)
  );
}
