import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Keeps the browser from talking to anyone but the pages under test. */
const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Starts a real Chromium: `CHROMIUM_PATH`, else `/usr/bin/chromium`.
 * @param flags such as `--host-resolver-rules=…`
 * @throws Error naming what to install: a browser test never passes without a browser
 */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`No browser at "${executablePath}": install the package chromium, or set CHROMIUM_PATH.`);
  }
  return chromium.launch({ executablePath, args: [...quietFlags, ...flags] });
}

/** The four faces that every page is looked at in. */
export const viewports = [
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
  { name: 'desktop-light', width: 1280, height: 800, colorScheme: 'light' },
  { name: 'desktop-dark', width: 1280, height: 800, colorScheme: 'dark' },
] as const;

/** Saves a picture of the whole page to look at, if `SCREENSHOT_DIR` names a directory. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const directory = process.env['SCREENSHOT_DIR'];
  if (directory !== undefined) await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
}
