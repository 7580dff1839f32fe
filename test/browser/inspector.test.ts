import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type CreateSandboxOptions, type Sandbox } from '../../src/sandbox/library.ts';
import { findViolations } from '../support/accessibility.ts';
import { keepScreenshot, launchChromium, viewports } from '../support/chromium.ts';

let browser: Browser;
/** Stands for the application's webhook. */
let callback: Server;
let hook: string;

beforeAll(async () => {
  callback = createServer((_request, response) => response.end('taken'));
  await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve));
  hook = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/hook`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  callback.closeAllConnections();
  callback.close();
});

interface Visit {
  readonly sandbox: Sandbox;
  readonly page: Page;
  close(): Promise<void>;
}

async function visit(scenario: CreateSandboxOptions['scenario'], look: BrowserContextOptions = {}): Promise<Visit> {
  const sandbox = await createSandbox({ port: 0, scenario: scenario ?? 'new-owner' });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...look });
  const page = await context.newPage();
  await page.goto(`${sandbox.url}/_sandbox`);
  return {
    sandbox,
    page,
    close: async () => {
      await context.close();
      await sandbox.close();
    },
  };
}

const fleet = { name: 'fleet', story: 'Two hundred cars.', fleet: { cars: 200, carsPerAccount: 1 } };

/** What is wrong with the page as it stands. */
async function faults(page: Page): Promise<readonly unknown[]> {
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return [...(await findViolations(page)), ...(overflow === 0 ? [] : [{ overflow }])];
}

describe.each(viewports)('the inspector, $name', ({ name, ...size }) => {
  const { colorScheme, ...viewport } = size;
  const look: BrowserContextOptions = { viewport, colorScheme };

  it.each([
    ['empty', 'new-owner'],
    ['one-owner', 'missing-commands-box'],
    ['fleet', fleet],
  ] as const)('%s', { timeout: 60_000 }, async (state, scenario) => {
    const { page, close } = await visit(scenario, look);
    expect(await faults(page)).toEqual([]);
    await keepScreenshot(page, `inspector-${state}-${name}`);
    await close();
  });

  it('with everything opened', { timeout: 60_000 }, async () => {
    const { page, sandbox, close } = await visit('missing-commands-box', look);
    await fetch(`${sandbox.url}/v2.0/vehicles/x/odometer`);
    await fetch(`${sandbox.url}/_sandbox/webhooks/deliver`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: hook, event: { eventId: 'e', eventType: 'VEHICLE_ERROR' } }),
    });
    await page.goto(`${sandbox.url}/_sandbox?environment=node`);
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await faults(page)).toEqual([]);
    await keepScreenshot(page, `inspector-open-${name}`);
    await close();
  });
});

/** Goes through the page with the keyboard until the focus is on the element, and presses. */
async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await reach(page, selector);
  await page.keyboard.press(key);
}

async function reach(page: Page, selector: string): Promise<void> {
  const script = `document.activeElement === document.querySelector(${JSON.stringify(selector)})`;
  for (let step = 0; step < 600; step += 1) {
    if (await page.evaluate(script)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  await reach(page, selector);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** What the page said last. */
async function said(page: Page, text: string): Promise<void> {
  await page.locator('#notice p', { hasText: text }).first().waitFor();
}

const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.id');

describe('by keyboard alone', () => {
  it('mends a connection: tick, pair, and back', { timeout: 120_000 }, async () => {
    const { page, sandbox, close } = await visit('missing-commands-box');
    const card = await page.locator('details.card-row').first().getAttribute('id');
    await press(page, `#${card}-tick-control_security`);
    await said(page, 'The boxes at Tesla are set.');
    expect(JSON.stringify(sandbox.state()['accounts'])).toContain('vehicle_cmds');
    await press(page, `#${card}-key`);
    await said(page, 'The key of smartcar.com is on the car.');
    expect(await focused(page)).toBe(`${card}-key`);
    await page.keyboard.press('Enter');
    await said(page, 'is off the car');
    expect(await focused(page)).toBe(`${card}-key`);
    await press(page, `#${card}-smartcar-vehicle_location`, 'Space');
    await press(page, `#${card}-smartcar-update`);
    await said(page, 'The boxes at Tesla are set.');
    expect(JSON.stringify(sandbox.state()['accounts'])).toContain('vehicle_location');
    await press(page, `#${card}-smartcar-remove`);
    await said(page, 'The access is removed at Tesla.');
    expect(sandbox.state()['accounts']).toMatchObject([{ consents: [] }]);
    expect(await page.locator(`#${card}`).getAttribute('open')).toBe('');
    await close();
  });

  it('opens Connect as an owner, and plays one', { timeout: 120_000 }, async () => {
    const { page, sandbox, close } = await visit('new-owner');
    await press(page, '#owners .card-row > summary');
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      press(page, '#owner-TESLA-owner-example-com-open'),
    ]);
    await tab.waitForLoadState();
    expect(await tab.locator('h1').textContent()).toContain('would like to connect');
    await tab.close();
    await press(page, '#owner-TESLA-owner-example-com-play > summary');
    await type(page, '#owner-TESLA-owner-example-com-rounds', 'Vehicle Information');
    await press(page, '#owner-TESLA-owner-example-com-play-run');
    await said(page, 'The owner came to the end: redirected.');
    await page.locator('#connections .answer').first().waitFor();
    expect(await page.locator('#connections').textContent()).toContain('The owner did not tick Vehicle Commands.');
    expect(sandbox.state()['connections']).toHaveLength(2);
    await close();
  });

  it('moves the clock, orders a fault, sends an event, comes back', { timeout: 120_000 }, async () => {
    const { page, sandbox, close } = await visit('all-granted');
    await press(page, '#clock-7200');
    await said(page, 'The clock shows');
    expect(sandbox.state()['clockOffsetSeconds']).toBe(7200);
    await type(page, '#clock-seconds', '60');
    await press(page, '#clock-advance');
    await page.locator('#clock', { hasText: '2 hours ahead' }).waitFor();
    await press(page, '#fault-new > summary');
    await type(page, '#fault-error', 'UPSTREAM:RATE_LIMIT');
    await type(page, '#fault-times', '2');
    await press(page, '#fault-new-run');
    await said(page, 'The fault is ordered.');
    expect(sandbox.state()['faults']).toMatchObject([{ error: { code: 'RATE_LIMIT' }, remaining: 2 }]);
    await press(page, '#faults button');
    await said(page, 'The fault is ended.');
    await press(page, '#webhook-send > summary');
    await type(page, '#webhook-send-url', hook);
    await press(page, '#webhook-send-run');
    await said(page, 'The event is delivered.');
    expect(sandbox.state()['webhookDeliveries']).toMatchObject([{ eventType: 'VEHICLE_STATE', outcome: 'delivered' }]);
    await press(page, '#snapshot-take');
    await said(page, 'The snapshot is taken.');
    await press(page, '#scenario-reset');
    await said(page, 'The sandbox starts over.');
    await press(page, '#snapshots .rows button');
    await said(page, 'Everything is back');
    expect(sandbox.state()['webhookDeliveries']).toHaveLength(1);
    await reach(page, '#scenario-name');
    await page.keyboard.type('new-owner');
    await press(page, '#scenario-change');
    await said(page, 'The sandbox starts over.');
    expect(sandbox.state()['connections']).toEqual([]);
    await close();
  });

  it('is refused in the words of the control API, and keeps what was typed', { timeout: 60_000 }, async () => {
    const { page, close } = await visit('new-owner');
    await press(page, '#fault-new > summary');
    await type(page, '#fault-error', 'NO:SUCH');
    await press(page, '#fault-new-run');
    await page.locator('#notice[role=alert]').waitFor();
    expect(await page.locator('#notice p').first().textContent()).toContain('NO:SUCH');
    expect(await page.inputValue('#fault-error')).toBe('NO:SUCH');
    expect(await focused(page)).toBe('fault-new-run');
    await close();
  });

  // Where no script runs, none can be asked for the focus: the place in the address says where it begins.
  it('does the same without scripts, with forms and pages', { timeout: 120_000 }, async () => {
    const { page, sandbox, close } = await visit('missing-commands-box', { javaScriptEnabled: false });
    await page.locator('button', { hasText: 'Tick Vehicle Commands' }).first().focus();
    await page.keyboard.press('Enter');
    await said(page, 'The boxes at Tesla are set.');
    expect(new URL(page.url()).hash).toMatch(/^#connection-/);
    await page.locator('#clock-7200').focus();
    await page.keyboard.press('Enter');
    await said(page, 'The clock shows');
    expect(new URL(page.url()).hash).toBe('#clock');
    expect(sandbox.state()['clockOffsetSeconds']).toBe(7200);
    await page.locator('#scenario-reset').focus();
    await page.keyboard.press('Enter');
    await said(page, 'The sandbox starts over.');
    expect(sandbox.state()['clockOffsetSeconds']).toBe(0);
    await close();
  });
});

describe('live', () => {
  it('shows what an app does, and what was typed stays', { timeout: 60_000 }, async () => {
    const { page, sandbox, close } = await visit('missing-commands-box');
    await type(page, '#clock-seconds', '12');
    sandbox.owner.tick('Vehicle Commands');
    await fetch(`${sandbox.url}/v2.0/vehicles/x/odometer`);
    await page.locator('#requests .refused', { hasText: '/v2.0/vehicles/x/odometer' }).waitFor();
    await page.locator('td', { hasText: 'Connect has to be run again' }).first().waitFor();
    expect(await page.inputValue('#clock-seconds')).toBe('12');
    expect(await focused(page)).toBe('clock-seconds');
    await close();
  });

  it('follows bursts of requests without growing, and waits while a line is read', { timeout: 120_000 }, async () => {
    const { page, sandbox, close } = await visit('new-owner');
    const burst = async (from: number): Promise<void> => {
      for (let batch = 0; batch < 40; batch += 1)
        await Promise.all(
          Array.from({ length: 50 }, (_, index) => fetch(`${sandbox.url}/v2.0/burst/${from + batch * 50 + index}`)),
        );
    };
    await burst(0);
    await page.locator('#requests', { hasText: '/v2.0/burst/1999' }).waitFor();
    expect(await page.locator('#requests .line-row').count()).toBe(60);
    await page.locator('#requests .line-row > summary').first().click();
    const line = await page.locator('#requests details[open]').getAttribute('id');
    await burst(2000);
    await page.locator('#requests-state', { hasText: 'Newer requests came' }).waitFor();
    await page.click(`#${line} > summary`);
    await page.locator('#requests', { hasText: '/v2.0/burst/3999' }).waitFor();
    expect(await page.locator('#requests .line-row').count()).toBe(60);
    await close();
  });

  it('says when the sandbox is gone', { timeout: 60_000 }, async () => {
    const { page, sandbox, close } = await visit('new-owner');
    await page.locator('#live-state.on').waitFor();
    await sandbox.close();
    await page.locator('#live-state', { hasText: 'does not answer' }).waitFor();
    expect(await page.locator('#live-state.on').count()).toBe(0);
    await close();
  });
});

describe('what readers have set', () => {
  it('copies the environment', { timeout: 60_000 }, async () => {
    const { page, sandbox, close } = await visit('new-owner', { permissions: ['clipboard-read', 'clipboard-write'] });
    await press(page, '#environment-node');
    await page.waitForURL(/environment=node/);
    await press(page, '#environment-copy');
    await page.locator('#environment-copied', { hasText: 'Copied.' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain(`SMARTCAR_API_ORIGIN=${sandbox.url}`);
    await close();
  });

  it('colours of their own, and no motion', { timeout: 60_000 }, async () => {
    const { page, close } = await visit('missing-commands-box', { forcedColors: 'active', reducedMotion: 'reduce' });
    expect(await faults(page)).toEqual([]);
    const border = await page.evaluate("getComputedStyle(document.querySelector('.tag.bad')).borderTopStyle");
    const motion = await page.evaluate("getComputedStyle(document.querySelector('#clock-7200')).transitionDuration");
    expect([border, motion]).toEqual(['solid', '0s']);
    await close();
  });
});
