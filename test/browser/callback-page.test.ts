import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { admitCallback } from '../../src/core/connect/admission.ts';
import type { CallbackPage, Loopback } from '../../src/io/context.ts';
import { listenLoopback } from '../../src/io/loopback/listen.ts';
import { renderWaiting } from '../../src/io/loopback/page.ts';
import { findViolations } from '../support/accessibility.ts';
import { keepScreenshot, launchChromium, viewports } from '../support/chromium.ts';

const state = 'zQ3uJq0d6o8Yw1mV5bT7kR9sX2nL4pC6hF8gA0eD1iE';

const complete: CallbackPage = {
  tone: 'success',
  title: 'Everything you asked for was granted',
  paragraphs: [
    'The code was exchanged, and Smartcar lists all four permissions.',
    'One thing is left before commands work.',
  ],
  rows: [
    { name: 'read_vehicle_info', value: 'granted', ok: true },
    { name: 'read_odometer', value: 'granted', ok: true },
    { name: 'read_location', value: 'granted', ok: true },
    { name: 'control_security', value: 'granted', ok: true },
  ],
  links: [{ url: 'https://www.tesla.com/_ak/smartcar.com', label: 'Add the virtual key to Model 3 (2023)' }],
};

const incomplete: CallbackPage = {
  tone: 'attention',
  title: 'Connected, but two permissions are missing',
  paragraphs: ['Tesla’s consent page shows every box unticked, and two were left that way.'],
  rows: [
    { name: 'read_odometer', value: 'granted', ok: true },
    { name: 'read_location', value: 'Vehicle Location was not ticked', ok: false },
    { name: 'control_security', value: 'Vehicle Commands was not ticked', ok: false },
    { name: 'read_user_profile', value: 'not known', ok: null },
  ],
  repair: {
    boxes: ['Vehicle Location', 'Vehicle Commands'],
    link: {
      url: 'https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA',
      label: 'Tick Vehicle Location and Vehicle Commands at Tesla',
    },
    command: 'connect-cli revoke --make TESLA --scope "read_odometer read_location control_security read_user_profile"',
  },
  links: [
    { url: 'http://localhost:4010/_ak/smartcar.com', label: 'Add the virtual key in the sandbox' },
    { url: 'https://www.tesla.com/_ak/smartcar.com', label: 'The link for real owners, at tesla.com' },
  ],
};

const unverified: CallbackPage = {
  tone: 'attention',
  title: 'Connected, but what was granted has not been verified',
  paragraphs: ['What was granted has not been read back. The terminal says how to do that.'],
  rows: [{ name: 'read_odometer', value: 'Vehicle Information', ok: null }],
};

const denied: CallbackPage = {
  tone: 'failure',
  title: 'The owner denied access',
  paragraphs: ['Connect came back with "access_denied": nothing was granted.', 'Run the command again to start over.'],
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((loopback) => loopback.close()));
});

async function listen(): Promise<Loopback> {
  const loopback = await listenLoopback({
    redirectUris: ['http://localhost:0/exchange'],
    accept: (query) => admitCallback(query, state),
  });
  open.push(loopback);
  return loopback;
}

/** Goes through the callback as Connect would send the owner, and waits for the final page. */
async function arrive(page: Page, loopback: Loopback, outcome: CallbackPage): Promise<void> {
  const arrival = loopback.callback(AbortSignal.timeout(10_000));
  const navigation = page.goto(`${loopback.redirectUri}?code=1b4c8e0a-7d2f-4c55-9a0e-6f3b2d1c0a99&state=${state}`);
  await arrival;
  await Promise.all([loopback.finish(outcome), navigation]);
}

/** A page of another origin on this machine. */
async function servePage(html: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('the callback page in Chromium', () => {
  it('tells the outcome and keeps the code out of the address bar and the history', async () => {
    const page = await browser.newPage();
    const loopback = await listen();
    await arrive(page, loopback, incomplete);
    expect(page.url()).toBe(new URL('/outcome', loopback.redirectUri).href);
    expect(await page.title()).toBe('Connected, but two permissions are missing · connect-cli');
    expect(await page.locator('.boxes li').allTextContents()).toEqual(['Vehicle Location', 'Vehicle Commands']);
    await page.goBack().catch(() => undefined);
    expect(page.url()).not.toContain('code=');
    await page.close();
  });

  it('shows a waiting page, not success, until the outcome is known', async () => {
    const page = await browser.newPage();
    const loopback = await listen();
    const arrival = loopback.callback(AbortSignal.timeout(10_000));
    // Playwright holds back questions about a page while its next address is being loaded: the page itself reports.
    const titles: string[] = [];
    page.on('console', (message) => titles.push(message.text()));
    await page.addInitScript({ content: "addEventListener('DOMContentLoaded', () => console.log(document.title))" });
    await page.goto(`${loopback.redirectUri}?code=abc&state=${state}`);
    await arrival;
    expect(page.url()).toBe(new URL('/outcome', loopback.redirectUri).href);
    await Promise.all([loopback.finish(denied), page.waitForURL('**/outcome/final')]);
    expect(titles).toEqual(['Checking what was granted · connect-cli', 'The owner denied access · connect-cli']);
    await loopback.close();
    expect(await page.textContent('h1')).toBe('The owner denied access');
    expect(page.url()).toBe(new URL('/outcome/final', loopback.redirectUri).href);
    await page.close();
  });

  it('is whole after the server has gone, with idle browser sockets open', async () => {
    const page = await browser.newPage();
    const loopback = await listen();
    await arrive(page, loopback, complete);
    await loopback.close();
    expect(await page.locator('.rows li').count()).toBe(4);
    expect(await page.getAttribute('a.button', 'href')).toBe('https://www.tesla.com/_ak/smartcar.com');
    expect(await page.getAttribute('a.button', 'rel')).toBe('noopener noreferrer');
    await page.close();
  });

  it('runs nothing that an answer smuggles in, and links only to the web', async () => {
    const page = await browser.newPage();
    const loopback = await listen();
    const hostile = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    await arrive(page, loopback, {
      tone: 'failure',
      title: hostile,
      paragraphs: [hostile],
      rows: [{ name: hostile, value: hostile, ok: false }],
      repair: {
        boxes: [hostile],
        link: { url: `javascript:document.title='owned'`, label: hostile },
        command: hostile,
      },
      links: [{ url: `data:text/html,${hostile}`, label: hostile }],
    });
    expect(await page.title()).toBe(`${hostile} · connect-cli`);
    expect(await page.locator('img, script, a').count()).toBe(0);
    await page.close();
  });

  it('does not answer a foreign name that resolves here (DNS rebinding)', async () => {
    const rebound = await launchChromium(['--host-resolver-rules=MAP evil.test 127.0.0.1']);
    try {
      const page = await rebound.newPage();
      const loopback = await listen();
      const { port } = new URL(loopback.redirectUri);
      const response = await page.goto(`http://evil.test:${port}/exchange?code=abc&state=${state}`);
      expect(response?.status()).toBe(421);
      // Chromium may try a 421 again on a fresh connection.
      expect([...loopback.rejected().keys()]).toEqual(['host']);
    } finally {
      await rebound.close();
    }
  });

  it('is not ended by images, frames and fetches of another page, although they carry the right state', async () => {
    const loopback = await listen();
    const target = `${loopback.redirectUri}?code=abc&state=${state}`.replaceAll('&', '&amp;');
    const foreign = await servePage(
      `<img src="${target}"><iframe src="${target}"></iframe><script src="${target}"></script>`,
    );
    const page = await browser.newPage();
    await page.goto(foreign.url);
    expect(loopback.rejected()).toEqual(new Map([['not-a-page', 3]]));
    await arrive(page, loopback, complete);
    expect(await page.textContent('h1')).toBe('Everything you asked for was granted');
    await page.close();
    await foreign.close();
  });

  it.each(viewports)('is accessible and fits at $name', async ({ name, width, height, colorScheme }) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    for (const [kind, outcome] of Object.entries({ complete, incomplete, denied, unverified })) {
      const page = await context.newPage();
      await arrive(page, await listen(), outcome);
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await keepScreenshot(page, `${kind}-${name}`);
      await page.close();
    }
    await context.close();
  });

  it.each(viewports)('is accessible while it waits, at $name', async ({ name, width, height, colorScheme }) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    // Without the address of the next page it stays as it is and can be asked.
    await page.setContent(renderWaiting('/outcome/final').replace(/<meta http-equiv[^>]*>/, ''));
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, `waiting-${name}`);
    await context.close();
  });

  it('can be used with the keyboard alone', async () => {
    const page = await browser.newPage();
    await arrive(page, await listen(), complete);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Add the virtual key to Model 3 (2023)');
    await page.close();
  });

  it('puts what is missing at Tesla first, before what was granted and before the key', async () => {
    const page = await browser.newPage();
    await arrive(page, await listen(), incomplete);
    expect(await page.locator('h2').allTextContents()).toEqual([
      'The boxes to tick on Tesla’s page',
      'Asked and granted',
    ]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(
      'Tick Vehicle Location and Vehicle Commands at Tesla',
    );
    expect(await page.locator('a.button:not(.second)').count()).toBe(1);
    await page.close();
  });
});
