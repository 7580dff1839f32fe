// Draws the page: before the redirect the boxes to tick, after it what was missed and how to mend it.
import { buildRevokeUrl, compareGrant, describeBoxes, drawConsentScreen, explainError } from './consent.mjs';

const app = 'Ladeheld';
const color = '#0b6e4f';

/** An element with attributes and children; texts are texts, never markup. */
function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function show(...children) {
  document.querySelector('#main').replaceChildren(...children);
}

/** The picture as an image, so that no style of the page and no policy changes it. */
function picture(scope) {
  const names = describeBoxes(scope, { app }).map(({ label }) => label);
  return element('img', {
    src: `data:image/svg+xml,${encodeURIComponent(drawConsentScreen(scope, { color }))}`,
    alt: `Tesla's consent screen. Marked to be ticked: ${names.join(', ')}.`,
    className: 'screen',
    width: 400,
  });
}

function boxList(scope, only) {
  const boxes = describeBoxes(scope, { app }).filter(({ label }) => only === undefined || only.includes(label));
  return element(
    'ul',
    { className: 'boxes' },
    ...boxes.map(({ label, words }) => element('li', {}, element('strong', {}, label), element('span', {}, words))),
  );
}

function link(href, words, className = 'button') {
  return element('a', { href, className }, words);
}

function showInvitation({ scope }, note) {
  show(
    ...(note === undefined ? [] : [element('p', { className: 'note', role: 'status' }, note)]),
    element('h1', {}, 'Connect your Tesla'),
    element(
      'p',
      {},
      'Tesla will ask what you want to share, and nothing is ticked when its screen opens. Tick these boxes, or press Select All:',
    ),
    element('div', { className: 'sides' }, picture(scope), boxList(scope)),
    link('/connect', 'Connect my Tesla'),
  );
}

function showMissed({ scope, applicationId, origin }, missingBoxes) {
  const repair = buildRevokeUrl({ applicationId, origin, scope });
  const several = missingBoxes.length > 1;
  show(
    element('p', { className: 'note', role: 'status' }, 'Your Tesla is connected, but not everything works yet.'),
    element('h1', {}, several ? 'Some boxes were left out' : `“${missingBoxes[0]}” was left out`),
    element(
      'p',
      {},
      'Smartcar leads you back to Tesla: remove the access there, sign in once more, and tick all the marked boxes, or press Select All.',
    ),
    element('div', { className: 'sides' }, picture(scope), boxList(scope, missingBoxes)),
    link(repair, 'Mend it at Tesla'),
    link('/', 'I have mended it', 'button quiet'),
  );
}

function showUnticked(permissions) {
  const names = permissions.filter(({ granted }) => !granted).map(({ name }) => name);
  show(
    element('h1', {}, 'Something was not granted'),
    element(
      'p',
      {},
      `Every box is ticked at Tesla; on the screen of Smartcar this was taken out: ${names.join(', ')}.`,
    ),
    link('/connect', 'Connect again'),
  );
}

function showDone() {
  show(
    element('p', { className: 'tick', ariaHidden: 'true' }, '✓'),
    element('h1', {}, 'Your Tesla is connected'),
    element(
      'p',
      {},
      'Everything that you agreed to works now. You can take it back at any time in your Tesla account.',
    ),
  );
}

try {
  const consent = await (await fetch('/consent.json')).json();
  const { scope, granted, error } = consent;
  const compared = granted === null ? undefined : compareGrant(scope, granted);
  if (compared === undefined)
    showInvitation(
      consent,
      error === null ? undefined : (explainError(`error=${error}`)[0].owner ?? 'The connection failed.'),
    );
  else if (compared.missingBoxes.length > 0) showMissed(consent, compared.missingBoxes);
  else if (compared.verdict === 'incomplete') showUnticked(compared.permissions);
  else showDone();
} catch {
  show(
    element('h1', {}, 'That did not work'),
    element('p', {}, 'Please load the page again in a minute.'),
    link('/', 'Load again'),
  );
}
