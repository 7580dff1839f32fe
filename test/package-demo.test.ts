import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const picture = fileURLToPath(new URL('../docs/pictures/demo.svg', import.meta.url));
const script = fileURLToPath(new URL('../scripts/demo.mjs', import.meta.url));

function wordsOf(svg: string): string {
  const lines = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, spans = '']) =>
    spans.replaceAll(/<[^>]+>/g, ''),
  );
  return lines.join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

it('the demo of the README shows what the program says today', () => {
  const said = execFileSync(process.execPath, [script, '--words'], { encoding: 'utf8' });
  const lines = said.split('\n').filter((line) => line !== '');
  expect(wordsOf(readFileSync(picture, 'utf8'))).toBe(lines.join('\n'));
});

it('the demo is small, and brings nothing from elsewhere', () => {
  expect(statSync(picture).size).toBeLessThanOrEqual(40_000);
  expect(readFileSync(picture, 'utf8').replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|<image/);
});
