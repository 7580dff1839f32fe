// Takes the README's pictures of the page after the redirect and of the inspector: `npm run build && node
// scripts/pictures.mjs`. Needs Chromium and pngquant, which keeps them small: they are part of the package. The demo of
// the terminal is made by scripts/demo.mjs.
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
  await inspectorPicture();
} finally {
  await browser.close();
}

/** The page on which the browser ends, after an owner who ticked too little. */
async function callbackPicture() {
  const scope = 'read_vehicle_info read_odometer read_battery control_security';
  const cli = spawn(process.execPath, [bin, 'authorize', '--sandbox', '--no-browser', '--scope', scope], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const page = await browser.newPage({ viewport: { width: 600, height: 900 }, deviceScaleFactor: 1 });
  await page.goto(await printed(cli.stderr, /(http:\/\/localhost:\d+\/oauth\/authorize\S+)/));
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
  const table = await page.locator('ul.rows').first().boundingBox();
  const height = table.y + table.height + 16;
  save('callback-page', await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: 600, height } }));
  cli.kill();
}

/** What the inspector says of an owner who ticked too little. */
async function inspectorPicture() {
  const scope = 'read_odometer control_security';
  const sandbox = spawn(
    process.execPath,
    [bin, 'sandbox', '--json', '--scenario', 'missing-commands-box', '--vehicle-access', scope],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const url = await printed(sandbox.stdout, /"url":"([^"]+)"/);
  const page = await browser.newPage({ viewport: { width: 820, height: 900 }, deviceScaleFactor: 1 });
  await page.goto(`${url}/_sandbox`);
  await page.locator('.live.on').waitFor();
  const table = await page.locator('table.answer').first().boundingBox();
  save('inspector', await page.screenshot({ clip: { x: 0, y: 0, width: 820, height: table.y + table.height + 16 } }));
  sandbox.kill();
}

/** Four colours are enough for text and boxes, and a fifth of the size. */
function save(name, png) {
  const small = execFileSync('pngquant', ['--strip', '--speed', '1', '--nofs', '4', '-'], { input: png });
  writeFileSync(`${pictures}/${name}.png`, small);
}

/** @returns the part in brackets of what a program prints */
async function printed(stream, pattern) {
  let seen = '';
  for await (const chunk of stream) {
    seen += chunk;
    const found = pattern.exec(seen);
    if (found !== null) return found[1];
  }
  throw new Error(`nothing like ${pattern} was printed: ${seen}`);
}
