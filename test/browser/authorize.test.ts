import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findViolations } from '../support/accessibility.ts';
import { keepScreenshot, launchChromium, viewports } from '../support/chromium.ts';
import { builtProgram } from '../support/pty.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** The program, waiting for an owner at a browser. */
interface Waiting {
  /** The short link on stderr. */
  readonly entry: string;
  end(): Promise<{ readonly exitCode: number; readonly document: Record<string, unknown> }>;
}

/** Starts `authorize --sandbox` without a browser of its own and reads the short link that it prints. */
async function startAuthorize(...flags: readonly string[]): Promise<Waiting> {
  const child: ChildProcess = spawn(
    process.execPath,
    [builtProgram, 'authorize', '--sandbox', '--no-browser', '--json', ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' } },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const closed = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const entry = await new Promise<string>((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const found = /http:\/\/localhost:\d+\/[a-z2-9]{10}$/m.exec(stderr);
      if (found !== null) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`authorize ended early: ${stderr}`)));
  });
  return {
    entry,
    async end() {
      const [exitCode] = await closed;
      return { exitCode: Number(exitCode), document: JSON.parse(stdout) as Record<string, unknown> };
    },
  };
}

/** From the short link to Tesla's consent screen. */
async function walkToConsent(page: Page, entry: string): Promise<void> {
  await page.goto(entry);
  await page.click('#continue-button');
  await page.click('button#TESLA.brand-list-item');
  await page.click('#sign-in-button');
}

/** The key page goes on once one car has the key. */
async function addFirstKey(page: Page): Promise<void> {
  await page.click('.add-key >> nth=0');
  await page.click('#add-key-button');
}

describe('authorize, by hand in Chromium', () => {
  it('two boxes ticked: the page, the document and the exit code tell the same', async () => {
    const { entry, end } = await startAuthorize('--scope', 'read_odometer control_security');
    const page = await browser.newPage();
    await walkToConsent(page, entry);
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
    await page.check('#box-vehicle_device_data');
    await page.check('#box-vehicle_cmds');
    await page.click('#allow-button');
    await page.click('#approval-button');
    await addFirstKey(page);
    await page.click('#continue-button');
    await page.waitForSelector('.rows');
    expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/outcome(\/final)?$/);
    expect(await page.locator('.rows .ok').count()).toBe(2);
    const { exitCode, document } = await end();
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ verdict: 'complete', missingBoxes: [] });
    await page.close();
  });

  it('an application of v3: the redirect has user_id alone, the verdict is complete, nothing on screen speaks of v2', async () => {
    const { entry, end } = await startAuthorize('--scope', 'read_odometer control_security', '--response-type', 'omit');
    const page = await browser.newPage();
    const screens: string[] = [];
    const redirects: URL[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname === '/exchange') redirects.push(url);
    });
    const look = async (): Promise<void> => void screens.push(await page.locator('body').innerText());
    await page.goto(entry);
    await look();
    for (const target of ['#continue-button', 'button#TESLA.brand-list-item', '#sign-in-button']) {
      await page.click(target);
      await look();
    }
    await page.check('#box-vehicle_device_data');
    await page.check('#box-vehicle_cmds');
    await page.click('#allow-button');
    await look();
    await page.click('#approval-button');
    await look();
    await addFirstKey(page);
    await page.click('#continue-button');
    await page.waitForSelector('.rows');
    await look();
    expect(redirects.map(({ searchParams }) => [...searchParams.keys()].toSorted())).toEqual([
      ['state', 'user_id', 'virtual_key_url'],
    ]);
    expect(screens.filter((text) => /\bv2\b|client secret|authorization code/i.test(text))).toEqual([]);
    const { exitCode, document } = await end();
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ verdict: 'complete', era: 'v3', callback: { code: null } });
    await page.close();
  });

  it('one box missed: the page names it, and the program exits 5', async () => {
    const { entry, end } = await startAuthorize('--scope', 'read_odometer control_security');
    const page = await browser.newPage();
    await walkToConsent(page, entry);
    await page.check('#box-vehicle_device_data');
    await page.click('#allow-button');
    await page.click('#approval-button');
    await addFirstKey(page);
    await page.click('#continue-button');
    await page.waitForSelector('.boxes');
    expect(await page.locator('.boxes li').allTextContents()).toEqual(['Vehicle Commands']);
    const { exitCode, document } = await end();
    expect(exitCode).toBe(5);
    expect(document).toMatchObject({ verdict: 'incomplete', missingBoxes: ['Vehicle Commands'] });
    await page.close();
  });

  it('the keyboard alone is enough, from the short link to the outcome', async () => {
    const { entry, end } = await startAuthorize('--scope', 'read_odometer');
    const page = await browser.newPage();
    await page.goto(entry);
    for (const target of [
      '#continue-button',
      'button#TESLA',
      '#sign-in-button',
      '#box-vehicle_device_data',
      '#allow-button',
      '#approval-button',
      '.add-key >> nth=0',
      '#add-key-button',
      '#continue-button',
    ]) {
      await reach(page, target);
      await page.keyboard.press(target.startsWith('#box') ? 'Space' : 'Enter');
    }
    await page.waitForSelector('h1:has-text("Connected")');
    expect((await end()).exitCode).toBe(0);
    await page.close();
  });

  it.each(viewports)('the outcome is a page to look at, $name', async ({ name, width, height, colorScheme }) => {
    const { entry, end } = await startAuthorize('--scope', 'read_odometer read_location control_security');
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    await walkToConsent(page, entry);
    await page.check('#box-vehicle_device_data');
    await page.check('#box-vehicle_cmds');
    await page.click('#allow-button');
    await page.click('#approval-button');
    await addFirstKey(page);
    await page.click('#continue-button');
    await page.waitForSelector('.boxes');
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, `authorize-${name}`);
    expect((await end()).exitCode).toBe(5);
    await context.close();
  });
});

/** Presses Tab until the element has the focus. */
async function reach(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.locator(selector).evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches "${selector}" on ${page.url()}.`);
}
