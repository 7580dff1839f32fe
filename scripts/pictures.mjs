// Takes the README's pictures from the real program: `npm run build && node scripts/pictures.mjs`. Needs Chromium and
// pngquant, which keeps them small: they are part of the package.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import AnsiToHtml from 'ansi-to-html';
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
  await terminalPicture();
  await callbackPicture();
} finally {
  await browser.close();
}

/** What explain-scopes answers. */
async function terminalPicture() {
  const args = ['explain-scopes', 'read_odometer', 'required:control_security'];
  const env = { ...process.env, FORCE_COLOR: '3', COLUMNS: '80', LANG: 'C.UTF-8' };
  const { stdout } = spawnSync(process.execPath, [bin, ...args], { env, encoding: 'utf8' });
  const colors = { 2: '#7ee787', 6: '#79c0ff', 3: '#e3b341', 1: '#ff7b72' };
  const drawn = new AnsiToHtml({ fg: '#e6edf3', bg: '#0d1117', colors, escapeXML: true }).toHtml(stdout.trimEnd());
  const page = await browser.newPage({ viewport: { width: 860, height: 400 }, deviceScaleFactor: 1 });
  await page.setContent(`<meta charset="utf-8"><style>
    body { margin: 0; background: #0d1117; padding: 24px 28px }
    pre { margin: 0; font: 14px/1.25 "DejaVu Sans Mono", monospace; color: #e6edf3 }
    .prompt { color: #8b949e }
  </style><pre><span class="prompt">$ connect-cli ${args.join(' ')}</span>\n\n${drawn}</pre>`);
  save('explain-scopes', await page.locator('body').screenshot());
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
