import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../support/accessibility.ts';
import { keepScreenshot, launchChromium, viewports } from '../support/chromium.ts';
import { readQrPng } from '../support/qr.ts';
import { runCli } from '../support/run.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

const everything = [
  '--scope',
  'read_odometer read_battery read_location read_user_profile control_security control_charge control_trunk control_climate',
];

const guides: Readonly<Record<string, readonly string[]>> = {
  consent: ['consent', ...everything, '--app-name', 'Ladeheld & Söhne GmbH', '--color', '#ffd400'],
  'virtual-key': ['virtual-key', '--model', '3', '--domain', 'a-rather-long-name.of-some-brand.example.com'],
  revoke: ['revoke', '--app-name', 'Ladeheld'],
};

async function guideText(name: string, ...args: string[]): Promise<string> {
  const result = await runCli(['guide', ...(guides[name] ?? []), ...args]);
  expect(result.exitCode).toBe(0);
  return result.stdout;
}

async function open(
  content: string,
  view: { width: number; height: number; colorScheme: 'light' | 'dark' },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
    // The pages have no scripts of their own; this is for what the tests evaluate.
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.setContent(content);
  return page;
}

/** Texts that leave the picture, or the drawn frame that they begin in. */
function findOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`
    [...document.querySelectorAll('svg text')].filter((text) => {
      const box = text.getBoundingClientRect();
      const drawing = text.closest('g') ?? text.closest('figure');
      const frame = drawing?.querySelector('.guide-frame');
      return [text.closest('svg'), frame].filter(Boolean).some((around) => {
        const bound = around.getBoundingClientRect();
        return box.left < bound.left || box.right > bound.right || box.bottom > bound.bottom;
      });
    }).map((text) => text.textContent)`);
}

describe.each(Object.keys(guides))('guide %s', (name) => {
  describe.each(['en', 'de'])('in %s', (language) => {
    it.each(viewports)('as HTML on $name: accessible, no wider than the window, nothing cut', async (view) => {
      const page = await open(await guideText(name, '--format', 'html', '--lang', language), view);
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
      expect(await findOverflow(page)).toEqual([]);
      await keepScreenshot(page, `guide-${name}-${language}-${view.name}`);
      await page.context().close();
    });

    it.each(['light', 'dark'] as const)('as SVG in %s: nothing leaves its frame, in any font', async (colorScheme) => {
      const svg = await guideText(name, '--format', 'svg', '--lang', language);
      const page = await open(svg, { width: 760, height: 900, colorScheme });
      await keepScreenshot(page, `guide-${name}-${language}-svg-${colorScheme}`);
      for (const font of ['Inter, sans-serif', 'DejaVu Sans', 'Liberation Sans', 'serif']) {
        await page.evaluate(`document.querySelector('svg').setAttribute('font-family', '${font}')`);
        expect(await findOverflow(page)).toEqual([]);
      }
      await page.context().close();
    });
  });
});

it('follows dark mode by itself, unless a theme is asked for', async () => {
  const ground = async (args: string[], colorScheme: 'light' | 'dark') => {
    const page = await open(await guideText('revoke', '--format', 'html', ...args), {
      width: 390,
      height: 844,
      colorScheme,
    });
    const color = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await page.context().close();
    return color;
  };
  expect(await ground([], 'light')).toBe('rgb(255, 255, 255)');
  expect(await ground([], 'dark')).toBe('rgb(20, 23, 28)');
  expect(await ground(['--theme', 'light'], 'dark')).toBe('rgb(255, 255, 255)');
  expect(await ground(['--theme', 'dark'], 'light')).toBe('rgb(20, 23, 28)');
});

it('prints on white paper, whatever the screen', async () => {
  const page = await open(await guideText('consent', '--format', 'html'), {
    width: 800,
    height: 900,
    colorScheme: 'dark',
  });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const colors = await page.evaluate(
    `[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('svg .guide-frame')).fill]`,
  );
  expect(colors).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  await page.context().close();
});

it.each(viewports)('the code on the page can be scanned on $name', async (view) => {
  const page = await open(await guideText('virtual-key', '--format', 'html'), view);
  const picture = await page.locator('svg', { hasText: 'QR' }).screenshot();
  expect(readQrPng(picture)).toBe('https://www.tesla.com/_ak/a-rather-long-name.of-some-brand.example.com');
  await page.context().close();
});

it('a hostile name runs nothing and stays well-formed XML', async () => {
  const name = `</title><img src=x onerror=alert(1)>]]>"'`;
  const page = await open('<p>nothing</p>', { width: 800, height: 600, colorScheme: 'light' });
  const svg = await runCli(['guide', 'consent', 'read_vin', '--app-name', name, '--format', 'svg']);
  const source = JSON.stringify(svg.stdout);
  const fault = await page.evaluate(
    `new DOMParser().parseFromString(${source}, 'image/svg+xml').querySelector('parsererror')?.textContent ?? ''`,
  );
  expect(fault).toBe('');
  const html = await runCli(['guide', 'consent', 'read_vin', '--app-name', name, '--format', 'html']);
  await page.setContent(html.stdout);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('h1').textContent()).toContain(name);
  await page.context().close();
});
