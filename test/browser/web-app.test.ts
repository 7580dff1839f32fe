import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { findViolations } from '../support/accessibility.ts';
import { keepScreenshot, launchChromium, viewports } from '../support/chromium.ts';

const program = fileURLToPath(new URL('../../examples/web-app/server.mjs', import.meta.url));

let browser: Browser;
let server: ChildProcess;
let app: string;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = spawn(process.execPath, [program], { env: { PATH: process.env['PATH'], PORT: '0' } });
  app = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const [, url] = /^Open (\S+)$/m.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    });
    server.once('exit', () => reject(new Error(`the example ended early: ${said}`)));
  });
});
afterEach(() => void server.kill('SIGKILL'));

async function openApp(view: (typeof viewports)[number] = viewports[2]): Promise<Page> {
  const { width, height, colorScheme } = view;
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(app);
  await page.waitForSelector('h1');
  return page;
}

/** Tesla's sign-in and its consent screen. */
async function consentAtTesla(page: Page, boxes: readonly string[]): Promise<void> {
  await page.click('#sign-in-button');
  for (const box of boxes) await page.check(`text=${box}`);
  await page.click('#allow-button');
}

/** Connect asks for the virtual key before it leads back. */
async function addKey(page: Page): Promise<void> {
  await page.click('.add-key');
  await page.click('#add-key-button');
  await page.click('#continue-button');
}

describe('the web app of the examples', () => {
  it('shows the boxes before, names the missed one after, and the repair link mends it', async () => {
    const page = await openApp();
    expect(await page.textContent('h1')).toBe('Connect your Tesla');
    expect(await page.locator('.boxes strong').allTextContents()).toEqual(['Vehicle Information', 'Vehicle Commands']);
    const picture = page.getByRole('img', { name: /Marked to be ticked: Vehicle Information, Vehicle Commands\./ });
    expect(await picture.count()).toBe(1);
    expect(await page.evaluate<number>("document.querySelector('.screen').naturalWidth")).toBe(400);
    await keepScreenshot(page, 'web-app-before');

    await page.click('text=Connect my Tesla');
    await page.click('#continue-button');
    await consentAtTesla(page, ['Vehicle Information']);
    await page.click('#approval-button');
    await addKey(page);
    await page.waitForURL(`${app}/`);
    await page.waitForSelector('h1');
    expect(await page.textContent('h1')).toBe('“Vehicle Commands” was left out');
    expect(await page.locator('.boxes li').allTextContents()).toEqual([
      'Vehicle CommandsTo lock and unlock the doors.',
    ]);
    expect(page.url()).not.toContain('code');
    await keepScreenshot(page, 'web-app-missed');
    expect(await findViolations(page)).toEqual([]);

    await page.click('text=Mend it at Tesla');
    await page.click('#update-at-tesla');
    await page.click('#sign-in-button');
    await page.click('#remove-access-button');
    await consentAtTesla(page, ['Vehicle Information', 'Vehicle Commands']);
    await page.waitForURL(/success/);
    await page.goto(app);
    await page.waitForSelector('h1');
    expect(await page.textContent('h1')).toBe('Your Tesla is connected');
    await keepScreenshot(page, 'web-app-done');
    await page.context().close();
  });

  it('speaks to an owner who declined, and offers the way again', async () => {
    const page = await openApp();
    await page.click('text=Connect my Tesla');
    await page.click('#continue-button');
    await consentAtTesla(page, ['Vehicle Information']);
    await page.click('#deny-button');
    await page.waitForURL(`${app}/`);
    expect(await page.textContent('.note')).toBe(
      'You chose not to share your car with this app. If that was a mistake, connect again and press Allow.',
    );
    expect(await page.locator('text=Connect my Tesla').count()).toBe(1);
    await page.context().close();
  });

  it('takes no answer that belongs to no attempt of this browser, and none twice', async () => {
    const page = await openApp();
    const forged = await page.goto(`${app}/callback?code=c0de&state=forged`);
    expect(forged?.status()).toBe(400);
    await page.goto(app);
    await page.click('text=Connect my Tesla');
    expect((await page.goto(`${app}/callback?code=c0de&state=forged`))?.status()).toBe(400);
    await page.goto(app);
    await page.waitForSelector('h1');
    expect(await page.textContent('h1')).toBe('Connect your Tesla');
    await page.context().close();
  });

  it.each(viewports)('is accessible and no wider than the window on $name', async (view) => {
    const page = await openApp(view);
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
    await keepScreenshot(page, `web-app-${view.name}`);
    await page.context().close();
  });
});
