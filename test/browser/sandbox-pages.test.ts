import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/library.ts';
import { findViolations } from '../support/accessibility.ts';
import { keepScreenshot, launchChromium, viewports } from '../support/chromium.ts';

let browser: Browser;
/** Stands for the application. */
let application: Server;
let callback: string;

beforeAll(async () => {
  application = createServer((_request, response) => response.end('Thank you.'));
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/application`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  application.closeAllConnections();
  application.close();
});

interface Visit {
  readonly sandbox: Sandbox;
  readonly page: Page;
  /** Waits for a page by its name and checks it: no violation, nothing wider than the window, no outside request. */
  see(name: string): Promise<void>;
  close(): Promise<void>;
}

interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  readonly scripts?: boolean;
  readonly pictures?: string;
}

/** What is wrong with a page: what axe-core finds, and content that is wider than the window. */
async function faults(page: Page, look: Look): Promise<readonly unknown[]> {
  // Neither can be asked of a page whose scripts are off.
  if (look.scripts === false) return [];
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return [...(await findViolations(page)), ...(overflow === 0 ? [] : [{ overflow }])];
}

async function visit(scenario: string, look: Look, asOf?: string): Promise<Visit> {
  const sandbox = await createSandbox({
    scenario,
    port: 0,
    registration: { name: 'Charge Planner', redirectUris: [callback] },
    ...(asOf === undefined ? {} : { asOf }),
  });
  const context: BrowserContext = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colorScheme,
    javaScriptEnabled: look.scripts ?? true,
  });
  const page = await context.newPage();
  const strays: string[] = [];
  let last = '';
  page.on('request', (request) => {
    const url = request.url();
    const isKnown = url.startsWith(sandbox.url) || url.startsWith('data:') || url.startsWith(callback);
    if (!isKnown && !url.endsWith('/favicon.ico')) strays.push(url);
  });
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) last = response.headers()['x-sandbox-page'] ?? last;
  });
  return {
    sandbox,
    page,
    see: async (name) => {
      await page.waitForLoadState();
      expect(last).toBe(name);
      expect(page.url()).not.toContain('/application');
      expect(await faults(page, look)).toEqual([]);
      expect(strays).toEqual([]);
      if (look.pictures !== undefined) await keepScreenshot(page, `sandbox-${name}-${look.pictures}`);
    },
    close: async () => {
      await context.close();
      await sandbox.close();
    },
  };
}

function connect(sandbox: Sandbox, scope: string, extra: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.application.applicationId,
    scope,
    state: 'S',
    ...extra,
  });
  return `${sandbox.url}/oauth/authorize?${query.toString()}`;
}

function revoke(sandbox: Sandbox, scope: string): string {
  const query = new URLSearchParams({
    response_type: 'none',
    make: 'TESLA',
    revoke_access: 'true',
    client_id: sandbox.application.applicationId,
    scope,
  });
  return `${sandbox.url}/oauth/reauthenticate?${query.toString()}`;
}

describe.each(viewports)('every page, $name', ({ name: pictures, ...size }) => {
  it('walks the whole way with a detour over Missing Permissions', { timeout: 120_000 }, async () => {
    const { sandbox, page, see, close } = await visit('new-owner', { ...size, pictures });
    await page.goto(connect(sandbox, 'required:control_security read_odometer read_location'));
    await see('preamble');
    await page.click('#continue-button');
    await see('brand');
    await page.fill('#brand-search', 'tes');
    await page.click('button#TESLA.brand-list-item');
    await see('tesla-sign-in');
    await page.click('#sign-in-button');
    await see('tesla-consent');
    await page.check('#box-vehicle_device_data');
    await page.click('#allow-button');
    await see('missing-permissions');
    await page.click('#update-at-tesla');
    await see('tesla-manage');
    await page.click('#remove-access-button');
    await see('tesla-sign-in');
    await page.click('#sign-in-button');
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
    await page.click('#select-all');
    await page.click('#allow-button');
    await see('grant');
    await page.uncheck('#permission-read_location');
    await page.click('#approval-button');
    await see('virtual-key');
    await page.click('.add-key >> nth=0');
    await see('virtual-key-add');
    await page.click('#add-key-button');
    await see('virtual-key');
    await page.click('#continue-button');
    await page.waitForURL(`${callback}?*`);
    const parameters = new URL(page.url()).searchParams;
    expect(parameters.get('code')).toHaveLength(36);
    expect(parameters.get('virtual_key_url')).toBe('https://www.tesla.com/_ak/smartcar.com');
    await page.goto(`${sandbox.url}/_sandbox`);
    await see('inspector');
    await close();
  });

  it('shows the pages of other ways', { timeout: 120_000 }, async () => {
    const narrow = await visit('missing-commands-box', { ...size, pictures });
    await narrow.page.goto(revoke(narrow.sandbox, 'control_security read_odometer'));
    await narrow.see('missing-permissions');
    await narrow.page.click('#update-at-tesla');
    await narrow.see('tesla-manage-sign-in');
    await narrow.page.click('#sign-in-button');
    await narrow.see('tesla-manage');
    await narrow.page.check('#box-vehicle_cmds');
    await narrow.page.click('#update-button');
    await narrow.see('success');
    await narrow.page.goto(connect(narrow.sandbox, 'read_vin', { redirect_uri: 'http://localhost:9/x' }));
    await narrow.see('error-400');
    await narrow.page.goto(connect(narrow.sandbox, 'read_vin'));
    await narrow.page.click('#continue-button');
    await narrow.page.click('#BMW');
    await narrow.see('sign-in');
    await narrow.page.goto(`${narrow.sandbox.url}/nowhere`);
    await narrow.see('error-404');
    await narrow.close();
    const empty = await visit('no-vehicles', { ...size, pictures });
    await empty.page.goto(connect(empty.sandbox, 'read_vin', { make: 'TESLA' }));
    await empty.page.click('#continue-button');
    await empty.page.click('#sign-in-button');
    await empty.page.click('#select-all');
    await empty.page.click('#allow-button');
    await empty.see('connect-error');
    expect(await empty.page.locator('h1').textContent()).toBe('Your car cannot be connected');
    await empty.close();
  });
});

describe('without scripts', () => {
  const look = { width: 390, height: 844, colorScheme: 'light', scripts: false } as const;

  it('an empty consent is refused in words, Select All is a link, and the way leads to its end', async () => {
    const { sandbox, page, see, close } = await visit('new-owner', look);
    await page.goto(connect(sandbox, 'read_odometer control_security', { make: 'TESLA' }));
    await page.click('#continue-button');
    await page.click('#sign-in-button');
    await see('tesla-consent');
    await page.click('#allow-button');
    expect(await page.locator('[role=alert]').textContent()).toContain('Nothing is ticked');
    await page.click('#select-all');
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(5);
    await page.click('#allow-button');
    await see('grant');
    await page.uncheck('#permission-read_odometer');
    await page.uncheck('#permission-control_security');
    await page.click('#approval-button');
    expect(await page.locator('[role=alert]').textContent()).toContain('at least one permission');
    // What the owner unticked stays so.
    expect(await page.locator('input[name=permission]:checked').count()).toBe(0);
    await page.check('#permission-read_odometer');
    await page.click('#approval-button');
    await see('virtual-key');
    await page.click('#continue-button');
    expect(await page.locator('[role=alert]').textContent()).toContain('at least one car');
    await page.click('.add-key >> nth=1');
    await page.click('#add-key-button');
    await page.click('#continue-button');
    await page.waitForURL(`${callback}?*`);
    await close();
  });

  it('the brand search works by submitting it', async () => {
    const { sandbox, page, see, close } = await visit('new-owner', look);
    await page.goto(connect(sandbox, 'read_odometer'));
    await page.click('#continue-button');
    await page.fill('#brand-search', 'land');
    await page.press('#brand-search', 'Enter');
    await see('brand');
    expect(await page.locator('.brand-list-item').allTextContents()).toEqual(['Land Rover']);
    await close();
  });
});

describe('with scripts', () => {
  it('Allow waits for a tick, on both screens, and Select All goes both ways', async () => {
    const { sandbox, page, close } = await visit('new-owner', { width: 1280, height: 800, colorScheme: 'light' });
    await page.goto(connect(sandbox, 'read_odometer', { make: 'TESLA' }));
    await page.click('#continue-button');
    await page.click('#sign-in-button');
    const allow = page.locator('#allow-button');
    expect(await allow.isDisabled()).toBe(true);
    await page.click('#select-all');
    expect(await allow.isEnabled()).toBe(true);
    expect(await page.locator('#select-all').textContent()).toBe('Deselect All');
    await page.click('#select-all');
    expect(await allow.isDisabled()).toBe(true);
    await page.click('#select-all');
    await allow.click();
    const approve = page.locator('#approval-button');
    await page.uncheck('#permission-read_odometer');
    expect(await approve.isDisabled()).toBe(true);
    await page.check('#permission-read_odometer');
    expect(await approve.isEnabled()).toBe(true);
    await close();
  });

  it('the keyboard alone is enough', async () => {
    const { sandbox, page, see, close } = await visit('pre-2021-model-s', {
      width: 1280,
      height: 800,
      colorScheme: 'dark',
    });
    await page.goto(connect(sandbox, 'read_odometer', { make: 'TESLA' }));
    const press = async (id: string) => {
      for (let tabs = 0; tabs < 40; tabs += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate('document.activeElement.id')) === id) break;
      }
      expect(await page.evaluate('document.activeElement.id')).toBe(id);
      await page.keyboard.press(id.startsWith('box') ? 'Space' : 'Enter');
    };
    await press('continue-button');
    await page.waitForURL('**/tesla/**');
    await press('sign-in-button');
    await page.waitForURL('**/consent');
    await press('box-vehicle_device_data');
    await press('allow-button');
    await page.waitForURL('**/grant');
    await see('grant');
    await press('approval-button');
    await page.waitForURL(`${callback}?*`);
    await close();
  });
});

describe('names of any length', () => {
  it('stay within a phone, and the space bar presses Select All', async () => {
    const sandbox = await createSandbox({
      port: 0,
      registration: { name: `<img src=x onerror=alert(1)> ${'W'.repeat(120)}`, redirectUris: [callback] },
    });
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    const within = async () => {
      await page.waitForLoadState('load');
      expect(await faults(page, { width: 360, height: 740, colorScheme: 'light' })).toEqual([]);
    };
    await page.goto(connect(sandbox, 'read_odometer', { make: 'TESLA' }));
    await within();
    await page.click('#continue-button');
    await page.fill('#username', `${'w'.repeat(120)}@example.com`);
    await page.click('#sign-in-button');
    await page.waitForSelector('#select-all');
    await within();
    await page.focus('#select-all');
    await page.keyboard.press('Space');
    expect(await page.locator('input:checked').count()).toBe(5);
    await page.click('#allow-button');
    await page.waitForSelector('#approval-button');
    await within();
    await page.goto(`${sandbox.url}/_sandbox`);
    await within();
    await page.close();
    await sandbox.close();
  });
});

describe('the application behind the redirect URI', () => {
  it('may lead on to another origin, as a callback does that hands over to a front end', async () => {
    const front = createServer((_request, response) => response.end('Front end.'));
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const frontEnd = `http://127.0.0.1:${(front.address() as AddressInfo).port}/done`;
    const back = createServer((_request, response) => response.writeHead(302, { location: frontEnd }).end());
    await new Promise<void>((resolve) => back.listen(0, '127.0.0.1', resolve));
    const exchange = `http://127.0.0.1:${(back.address() as AddressInfo).port}/exchange`;
    const sandbox = await createSandbox({
      scenario: 'pre-2021-model-s',
      port: 0,
      registration: { redirectUris: [exchange] },
    });
    const page = await browser.newPage();
    await page.goto(connect(sandbox, 'read_odometer', { make: 'TESLA', redirect_uri: exchange }));
    await page.click('#continue-button');
    await page.click('#sign-in-button');
    await page.check('#box-vehicle_device_data');
    await page.click('#allow-button');
    await page.click('#approval-button');
    await page.waitForURL(frontEnd);
    expect(await page.textContent('body')).toBe('Front end.');
    await page.close();
    await sandbox.close();
    for (const server of [front, back]) {
      server.closeAllConnections();
      server.close();
    }
  });
});
