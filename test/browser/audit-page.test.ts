import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { findViolations } from '../support/accessibility.ts';
import { launchChromium } from '../support/chromium.ts';
import { runCli } from '../support/run.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function page(): Promise<string> {
  const rows = Array.from({ length: 60 }, (_, index) =>
    JSON.stringify({ userId: `user-${index}`, model: 'Model 3', year: 2022, permissions: ['read_odometer'] }),
  );
  const stdin = async function* () {
    yield rows.join('\n');
  };
  const args = ['audit', '-', '--scope', 'read_odometer read_location', '--client-id', 'id', '--format', 'html'];
  return (await runCli(args, { rows: createRowFiles(stdin, process) })).stdout;
}

describe.each([
  [390, 'light'],
  [1280, 'dark'],
] as const)('the page of an audit at %i, %s', (width, colorScheme) => {
  it('is accessible, fits, and is searched', async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const tab = await context.newPage();
    await tab.setContent(await page());
    expect(await findViolations(tab)).toEqual([]);
    expect(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await tab.fill('#search', 'USER-59');
    expect(await tab.textContent('#found')).toBe('1 shown');
    await tab.selectOption('#verdict', 'revoked');
    expect(await tab.textContent('#found')).toBe('0 shown');
    await context.close();
  });

  it('shows each row whole, beside its titles or under them', async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const tab = await context.newPage();
    await tab.setContent(await page());
    const cell = tab.locator('#work tbody tr').first().locator('td').nth(1);
    const label = await tab.evaluate(
      "getComputedStyle(document.querySelector('#work tbody td:nth-child(2)'), '::before').content",
    );
    expect(label).toBe(width === 390 ? '"User"' : 'none');
    const box = await cell.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    await context.close();
  });
});
