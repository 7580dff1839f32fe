// How to drive the consent in a real browser with Playwright. The sandbox plays every page and your page gets the
// redirect; here a small server stands for your application.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { createSandbox, type Sandbox } from 'connect-cli/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';

let application: Server;
let callback: string;
let sandbox: Sandbox;
let browser: Browser;

beforeAll(async () => {
  application = createServer((_request, response) => response.end('Thank you.'));
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/callback`;
  sandbox = await createSandbox({ port: 0, registration: { redirectUris: [callback] } });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
});
afterAll(async () => {
  await browser.close();
  await sandbox.close();
  application.closeAllConnections();
  application.close();
});

it('the owner ticks a box and arrives at the application', { timeout: 30_000 }, async () => {
  const page = await browser.newPage();
  await page.goto(
    `${sandbox.url}/oauth/authorize?response_type=code&make=TESLA&client_id=${sandbox.application.applicationId}&scope=read_odometer&state=s`,
  );
  await page.click('#continue-button');
  await page.click('#sign-in-button');
  await page.check('text=Vehicle Information');
  await page.click('#allow-button');
  await page.click('#approval-button');
  // Connect asks for the virtual key before it leads back.
  await page.click('.add-key');
  await page.click('#add-key-button');
  await page.click('#continue-button');
  await page.waitForURL(`${callback}?*`);
  const parameters = new URL(page.url()).searchParams;
  expect(parameters.get('state')).toBe('s');
  expect(parameters.get('code')).toHaveLength(36);
});
