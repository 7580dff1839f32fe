import type { Guide, GuideBlock, GuideItem, GuideSection } from './guide.ts';
import { createPalette, type Palette } from './palette.ts';
import { themeStyle, type Theme } from './render-svg.ts';
import { escapeXml, fontFamily, type Drawing } from './svg.ts';

/**
 * A guide as one HTML page that needs nothing else: no scripts, no addresses, light and dark, narrow and wide, paper.
 * @param accent `#rrggbb`
 */
export function renderGuideHtml(guide: Guide, accent: string, theme: Theme): string {
  return `<!doctype html>
<html lang="${escapeXml(guide.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
<title>${escapeXml(guide.title)}</title>
<style>${pageStyle(accent, theme)}</style>
</head>
<body>
<main>
<h1>${escapeXml(guide.title)}</h1>
<p class="lead">${escapeXml(guide.lead)}</p>
${guide.sections.map(renderSection).join('\n')}
</main>
</body>
</html>
`;
}

function renderSection({ heading, blocks }: GuideSection): string {
  return `<section>\n<h2>${escapeXml(heading)}</h2>\n${blocks.map(renderBlock).join('\n')}\n</section>`;
}

function renderBlock(block: GuideBlock): string {
  if (block.kind === 'paragraph') return `<p>${escapeXml(block.text)}</p>`;
  if (block.kind === 'drawings') return `<div class="drawings">${block.drawings.map(renderDrawing).join('')}</div>`;
  if (block.kind === 'link') {
    return `<p><a href="${escapeXml(block.url)}" rel="noreferrer">${escapeXml(block.url)}</a></p>`;
  }
  const tag = block.style === 'numbered' ? 'ol' : 'ul';
  return `<${tag} class="${block.style}">\n${block.items.map(renderItem).join('\n')}\n</${tag}>`;
}

function renderItem({ strong, text }: GuideItem): string {
  const lead = strong === undefined ? '' : `<strong>${escapeXml(strong)}</strong> `;
  return `<li>${lead}<span>${escapeXml(text)}</span></li>`;
}

function renderDrawing({ id, width, height, alt, caption, body }: Drawing): string {
  const legend = caption === undefined ? '' : `<figcaption>${escapeXml(caption)}</figcaption>`;
  return (
    `<figure style="width:${width}px"><svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}" ` +
    `font-family="${escapeXml(fontFamily)}"><title id="${id}">${escapeXml(alt)}</title>${body}</svg>${legend}</figure>`
  );
}

function pageStyle(accent: string, theme: Theme): string {
  const colors =
    theme === 'auto'
      ? `:root{${variables(createPalette('light', accent))}}@media (prefers-color-scheme:dark){:root{${variables(createPalette('dark', accent))}}}`
      : `:root{${variables(createPalette(theme, accent))}}`;
  return `${colors}${layout}${themeStyle(accent, theme)}${print(accent)}`;
}

function variables({ page, ink, quiet, line, accent, onAccent }: Palette): string {
  return `--page:${page};--ink:${ink};--quiet:${quiet};--line:${line};--accent:${accent};--on-accent:${onAccent}`;
}

const layout = [
  '*{box-sizing:border-box}',
  `body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.55 ${fontFamily}}`,
  'main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 3rem;overflow-wrap:anywhere}',
  'h1{font-size:clamp(1.5rem,5vw,2.1rem);line-height:1.2;margin:0 0 .75rem}',
  'h2{font-size:1.25rem;line-height:1.3;color:var(--accent);margin:2.25rem 0 .5rem}',
  'p{margin:.5rem 0}.lead{font-size:1.15rem}',
  'a{color:var(--accent);font-weight:600}',
  'ul,ol{margin:.75rem 0;padding:0;list-style:none;counter-reset:step}',
  'li{position:relative;padding-left:2.4rem;margin:.7rem 0}',
  'li strong{display:block}',
  'li::before{position:absolute;left:0;top:.05em;width:1.6rem;height:1.6rem;line-height:1.6rem;text-align:center}',
  '.plain li::before{content:"";width:.5rem;height:.5rem;left:.55rem;top:.55em;border-radius:50%;background:var(--accent)}',
  '.numbered li{counter-increment:step}',
  '.numbered li::before{content:counter(step);border-radius:50%;background:var(--accent);color:var(--on-accent);font-weight:600;font-size:.95rem}',
  '.ticked li::before{content:"\\2713"/"";border-radius:.35rem;background:var(--accent);color:var(--on-accent);font-weight:600}',
  '.drawings{display:flex;flex-wrap:wrap;gap:1.5rem 1.25rem;justify-content:center;align-items:flex-end;margin:1.25rem 0}',
  'figure{margin:0;max-width:100%}svg{display:block;width:100%;height:auto}',
  'figcaption{margin-top:.5rem;text-align:center;color:var(--quiet);font-size:.9rem}',
].join('');

/** On paper the light colours hold, and no drawing or step is cut by the end of a page. */
function print(accent: string): string {
  const light = createPalette('light', accent);
  return `@media print{:root{${variables(light)}}body{font-size:11pt}main{max-width:none;padding:0}figure,li,h2{break-inside:avoid}h2{break-after:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}${themeStyle(accent, 'light')}}`;
}
