// Takes the README's picture of the page after the redirect: `npm run build && node scripts/pictures.mjs`. Needs Chromium
// and pngquant, which keeps it small: it is part of the package. The demo of the terminal is made by scripts/demo.mjs.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = `${root}bin/connect-cli.cjs`;
const pictures = `${root}docs/pictures`;
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  await callbackPicture();
} finally {
  await browser.close();
}

/** The page on which the browser ends, after an owner who ticked too little. */
async function callbackPicture() {
  const scope = 'read_vehicle_info read_odometer read_battery control_security';
  const cli = spawn(process.execPath, [bin, 'authorize', '--sandbox', '--no-browser', '--scope', scope], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const page = await browser.newPage({ viewport: { width: 660, height: 900 }, deviceScaleFactor: 1 });
  await page.goto(await connectUrl(cli));
  await page.locator('#continue-button').click();
  await page.locator('button#TESLA').click();
  await page.locator('#username').fill('owner@example.com');
  await page.locator('#password').fill('password');
  await page.locator('#sign-in-button').click();
  await page.getByLabel('Vehicle Information').check();
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await page.locator('#approval-button').click();
  await page.click('.add-key >> nth=0');
  await page.click('#add-key-button');
  await page.click('#continue-button');
  await page.waitForURL(/localhost/);
  await page.waitForLoadState('networkidle');
  save('callback-page', await page.screenshot({ fullPage: true }));
  cli.kill();
}

/** Eight colours are enough for text and boxes, and a third of the size. */
function save(name, png) {
  const small = execFileSync('pngquant', ['--strip', '--speed', '1', '--nofs', '8', '-'], { input: png });
  writeFileSync(`${pictures}/${name}.png`, small);
}

async function connectUrl(cli) {
  let seen = '';
  for await (const chunk of cli.stderr) {
    seen += chunk;
    const url = /http:\/\/localhost:\d+\/oauth\/authorize\S+/.exec(seen);
    if (url !== null) return url[0];
  }
  throw new Error(`no Connect URL was printed: ${seen}`);
}
