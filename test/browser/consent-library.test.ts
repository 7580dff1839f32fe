import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../support/accessibility.ts';
import { keepScreenshot, launchChromium, viewports } from '../support/chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the script of a page does with the library; the page and the worker run the same. */
const use = `
  const state = createState();
  const url = buildConnectUrl({ applicationId: 'an-app', state, scope: 'read_odometer control_security' });
  const answer = {
    ticked: explainScope('read_odometer control_security').boxes.filter((box) => box.tick).map((box) => box.label),
    missing: compareGrant('read_odometer control_security', ['read_odometer']).missingBoxes,
    same: sameState(state, readConnectUrl(url).state),
    redirect: readRedirect('?error=access_denied&state=' + state, { state }).ok,
    owner: explainError('error=access_denied', { language: 'de' })[0].owner.slice(0, 9),
    needed: explainKeyNeed({ model: 'Model 3' }).needed,
  };`;
const names =
  'buildConnectUrl, compareGrant, createState, drawConsentScreen, explainError, explainKeyNeed, explainScope, readConnectUrl, readRedirect, sameState';
const expected = {
  ticked: ['Vehicle Information', 'Vehicle Commands'],
  missing: ['Vehicle Commands'],
  same: true,
  redirect: true,
  owner: 'Sie haben',
  needed: 'yes',
};

const show = `
  document.getElementById('picture').innerHTML = drawConsentScreen('read_odometer control_security');
  document.getElementById('answer').textContent = JSON.stringify(answer);`;

function page(script: string): string {
  return `<!doctype html><html lang="en"><title>Page</title><meta name="color-scheme" content="light dark">
    <meta name="viewport" content="width=device-width"><main><h1>Connect</h1><div id="picture"></div><pre id="answer"></pre></main>${script}</html>`;
}

let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  const bundled = await build({
    stdin: { contents: `import { ${names} } from 'connect-cli/consent';${use}${show}`, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  });
  const files: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
    '/consent.mjs': ['text/javascript', readFileSync(`${root}dist/consent.mjs`)],
    '/worker.mjs': ['text/javascript', `import { ${names} } from './consent.mjs';${use}postMessage(answer);`],
    '/bundle.js': ['text/javascript', bundled.outputFiles[0]?.text ?? ''],
    '/plain': [
      'text/html',
      page(`<script type="module">import { ${names} } from './consent.mjs';${use}${show}</script>`),
    ],
    '/bundled': ['text/html', page('<script src="bundle.js"></script>')],
  };
  server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    // No style that is not in a file: what the picture needs it has to bring in its attributes.
    if (type === 'text/html') response.setHeader('content-security-policy', "style-src 'self'; img-src data:");
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(path: string, view: (typeof viewports)[number] = viewports[0]): Promise<Page> {
  const { width, height, colorScheme } = view;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const opened = await context.newPage();
  await opened.goto(`${origin}${path}`);
  return opened;
}

describe.each(['/plain', '/bundled'])('a page with the library: %s', (path) => {
  it('has its answers', async () => {
    const opened = await open(path);
    const text = await opened.locator('#answer:not(:empty)').textContent();
    expect(JSON.parse(text ?? '')).toEqual(expected);
    await opened.context().close();
  });
});

it('works in a worker', async () => {
  const opened = await open('/plain');
  const answer = await opened.evaluate(`new Promise((resolve, reject) => {
    const worker = new Worker('/worker.mjs', { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
  })`);
  expect(answer).toEqual(expected);
  await opened.context().close();
});

describe("the picture of Tesla's screen in a page", () => {
  it.each(viewports)(
    'is drawn under a strict policy on $name, with a name for those who cannot see it',
    async (view) => {
      const opened = await open('/plain', view);
      await keepScreenshot(opened, `consent-library-${view.name}`);
      const picture = opened.getByRole('img', { name: /Marked to be ticked: Vehicle Information, Vehicle Commands/ });
      expect(await picture.count()).toBe(1);
      const fill = await opened.evaluate("getComputedStyle(document.querySelector('.guide-accent')).fill");
      expect(fill).toBe('rgb(11, 110, 79)');
      await opened.context().close();
    },
  );

  it('follows dark mode as an image, and is well-formed', async () => {
    const opened = await open('/plain', viewports[1]);
    const fault = await opened.evaluate(`(async () => {
      const { drawConsentScreen } = await import('/consent.mjs');
      const svg = drawConsentScreen('read_location', { language: 'de', color: '#ffd400' });
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror');
      const image = new Image();
      image.alt = 'Tesla';
      image.src = 'data:image/svg+xml,' + encodeURIComponent(svg);
      document.getElementById('picture').replaceChildren(image);
      await image.decode();
      return parsed?.textContent ?? '';
    })()`);
    expect(fault).toBe('');
    await keepScreenshot(opened, 'consent-library-image-dark');
    const pixel = await opened.evaluate(`(async () => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      context.drawImage(document.querySelector('#picture img'), -30, -20);
      return [...context.getImageData(0, 0, 1, 1).data];
    })()`);
    expect(pixel).toEqual([20, 23, 28, 255]);
    expect(await findViolations(opened)).toEqual([]);
    await opened.context().close();
  });
});
