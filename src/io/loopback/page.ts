import { escapeMarkup } from '../../core/text/markup.ts';
import type { CallbackPage, PageLink, PageRepair } from '../context.ts';
import { pageStyle } from './page-style.ts';

type Tone = CallbackPage['tone'] | 'waiting';

const drawings = {
  tick: '<path d="m5 12.5 5 5 9.5-11"/>',
  cross: '<path d="m6 6 12 12M18 6 6 18"/>',
  exclamation: '<path d="M12 5v8.5M12 18.5v.1"/>',
  question: '<path d="M8.5 9a3.5 3.5 0 1 1 5.2 3c-1.2.7-1.7 1.3-1.7 2.5M12 18.5v.1"/>',
} as const;

const marks: Readonly<Record<Tone, string>> = {
  success: drawings.tick,
  attention: drawings.exclamation,
  failure: drawings.cross,
  waiting: '',
};

/** @returns the page that tells how the attempt ended */
export function renderOutcome(page: CallbackPage): string {
  return renderDocument({
    tone: page.tone,
    title: page.title,
    body: [
      ...page.paragraphs.map((text) => `<p>${escapeMarkup(text)}</p>`),
      page.repair === undefined ? '' : renderRepair(page.repair),
      renderRows(page.rows ?? []),
      ...(page.links ?? []).map((link, index) => renderLink(link, page.repair === undefined && index === 0)),
      '<p class="close">You can close this tab. The terminal has the details.</p>',
    ].join(''),
  });
}

/**
 * The page shown while the outcome is being found out. It asks for the final page at once, which the server holds back:
 * the browser keeps this page up until then, without any script.
 * @param next path of the final page
 */
export function renderWaiting(next: string): string {
  return renderDocument({
    tone: 'waiting',
    title: 'Checking what was granted',
    head: `<meta http-equiv="refresh" content="0;url=${escapeMarkup(next)}">`,
    body: '<p>The answer has reached connect-cli. This page shows the outcome in a moment.</p>',
  });
}

/** @returns a small page for a request that was turned away; nothing of the request is repeated on it */
export function renderNotice(title: string, text: string): string {
  return renderDocument({ tone: 'attention', title, body: `<p>${escapeMarkup(text)}</p>` });
}

interface PageParts {
  readonly tone: Tone;
  readonly title: string;
  readonly body: string;
  readonly head?: string | undefined;
}

function renderDocument({ tone, title, body, head = '' }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeMarkup(title)} · connect-cli</title>
<link rel="icon" href="data:,">
${head}<style>${pageStyle}</style>
</head>
<body>
<main>
<section class="card ${tone}" aria-labelledby="heading">
<div class="head"><div class="mark" aria-hidden="true">${drawSign(marks[tone])}</div><p class="side">connect-cli on this computer</p></div>
<h1 id="heading">${escapeMarkup(title)}</h1>
${body}
</section>
</main>
<footer>Nothing on this page was loaded from elsewhere.</footer>
</body>
</html>
`;
}

function renderRows(rows: NonNullable<CallbackPage['rows']>): string {
  if (rows.length === 0) return '';
  const items = rows.map(
    ({ name, value, ok }) =>
      `<li><span class="sign ${signOf(ok).className}">${drawSign(signOf(ok).drawing)}<span class="said">${signOf(ok).said}</span></span>` +
      `<span class="name">${escapeMarkup(name)}</span><span class="value">${escapeMarkup(value)}</span></li>`,
  );
  return `<h2>Asked and granted</h2><ul class="rows">${items.join('')}</ul>`;
}

function signOf(ok: boolean | null): { readonly className: string; readonly drawing: string; readonly said: string } {
  if (ok === null) return { className: 'open', drawing: drawings.question, said: 'Not known: ' };
  return ok
    ? { className: 'ok', drawing: drawings.tick, said: 'Yes: ' }
    : { className: 'bad', drawing: drawings.cross, said: 'No: ' };
}

function renderRepair({ boxes, link, command }: PageRepair): string {
  const items = boxes.map((label) => `<li><span class="box" aria-hidden="true"></span>${escapeMarkup(label)}</li>`);
  return [
    `<h2>${boxes.length === 1 ? 'The box' : 'The boxes'} to tick on Tesla’s page</h2><ul class="boxes">${items.join('')}</ul>`,
    link === undefined ? '' : renderLink(link, true),
    command === undefined
      ? ''
      : `<p class="run">${link === undefined ? 'In' : 'Or in'} the terminal:<code tabindex="0">${escapeMarkup(command)}</code></p>`,
  ].join('');
}

/** Only web addresses become links: anything else that came back with the answer is shown as text. */
function renderLink({ url, label }: PageLink, isFirst: boolean): string {
  if (!/^https?:\/\//i.test(url)) return `<p>${escapeMarkup(label)}: ${escapeMarkup(url)}</p>`;
  const look = isFirst ? 'button' : 'button second';
  return `<a class="${look}" href="${escapeMarkup(url)}" target="_blank" rel="noopener noreferrer">${escapeMarkup(label)}</a>`;
}

function drawSign(drawing: string): string {
  return drawing === '' ? '' : `<svg viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;
}
