/**
 * What scripts add to the inspector, which works without them: actions without a new page, the focus kept, what is
 * open kept open, and a look every second at how everything stands. Each look costs one page, which is as large under
 * any load.
 */
export const inspectorScript = `
const pause = 1000;
const live = document.getElementById('live-state');
const seen = new Map();
const parts = () => document.querySelectorAll('[data-live]');
for (const part of parts()) seen.set(part.id, part.outerHTML);

const read = (text) => new DOMParser().parseFromString(text, 'text/html');

function address() {
  const url = new URL(location.href);
  url.searchParams.delete('notice');
  url.hash = '';
  return url;
}

// What was typed and not sent yet, and what is open, is the reader's.
function remember(part) {
  const open = new Map();
  for (const one of part.querySelectorAll('details[id]')) open.set(one.id, one.open);
  const typed = [];
  for (const one of part.querySelectorAll('input[id], textarea[id], select[id]')) {
    if (one.type === 'checkbox' && one.checked !== one.defaultChecked) typed.push([one.id, 'checked', one.checked]);
    else if (one.tagName === 'SELECT' && [...one.options].some((option) => option.selected !== option.defaultSelected)) typed.push([one.id, 'value', one.value]);
    else if (one.tagName !== 'SELECT' && one.type !== 'checkbox' && one.value !== one.defaultValue) typed.push([one.id, 'value', one.value]);
  }
  return { open, typed, focus: part.contains(document.activeElement) ? document.activeElement : null };
}

function recall({ open, typed, focus }, keepTyped) {
  for (const [id, isOpen] of open) { const one = document.getElementById(id); if (one) one.open = isOpen; }
  if (keepTyped) for (const [id, name, value] of typed) { const one = document.getElementById(id); if (one) one[name] = value; }
  if (!focus) return;
  const again = focus.id ? document.getElementById(focus.id) : focus.tagName === 'SUMMARY' ? document.querySelector('#' + CSS.escape(focus.parentElement.id) + ' > summary') : null;
  if (!again) return;
  again.focus({ preventScroll: true });
  if (focus.selectionStart !== undefined && focus.selectionStart !== null && again.setSelectionRange && /^(text|search|url|)$/.test(again.type === 'textarea' ? '' : again.type))
    again.setSelectionRange(focus.selectionStart, focus.selectionEnd);
}

function mustWait(part, next) {
  if (!('pauses' in part.dataset)) return false;
  for (const one of part.querySelectorAll('details[open]')) if (!next.querySelector('#' + CSS.escape(one.id))) return true;
  return false;
}

function show(page, { keepTyped }) {
  for (const next of page.querySelectorAll('[data-live]')) {
    const part = document.getElementById(next.id);
    const text = next.outerHTML;
    if (!part || seen.get(next.id) === text) continue;
    if (mustWait(part, next)) {
      const state = part.querySelector('#requests-state');
      if (state) state.textContent = 'Newer requests came. The list goes on when the open lines are closed.';
      continue;
    }
    const memory = remember(part);
    seen.set(next.id, text);
    part.replaceWith(document.importNode(next, true));
    recall(memory, keepTyped);
  }
}

function say(page) {
  const box = document.getElementById('notice');
  const next = page.getElementById('notice');
  box.setAttribute('role', next.getAttribute('role'));
  box.replaceChildren(...[...next.childNodes].map((node) => document.importNode(node, true)));
  closable();
}

function closable() {
  const close = document.querySelector('[data-close]');
  if (close) close.hidden = false;
}
closable();
document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-close]')) document.getElementById('notice').replaceChildren();
});

function state(text, isOn) {
  live.textContent = text;
  live.classList.toggle('on', isOn);
}

let looks = 0;
async function look() {
  if (document.visibilityState === 'visible') {
    const mine = ++looks;
    try {
      const response = await fetch(address());
      const page = read(await response.text());
      if (mine === looks) show(page, { keepTyped: true });
      if (response.headers.get('x-sandbox-page') !== 'inspector') throw new Error('not the inspector');
      state('Live', true);
    } catch { state('The sandbox does not answer', false); }
  }
  setTimeout(look, pause);
}

async function submit(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  looks += 1;
  button.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(form.getAttribute('action'), { method: 'POST', body });
    const page = read(await response.text());
    if (!page.getElementById('notice')) throw new Error('another page');
    say(page);
    show(page, { keepTyped: !response.ok });
    const place = document.getElementById(button.id) ?? document.getElementById(new URLSearchParams(body).get('back').split('#')[1]);
    const target = place && (place.matches('details') ? place.querySelector('summary') : place);
    (target ?? document.getElementById('notice')).focus({ preventScroll: true });
  } catch { HTMLFormElement.prototype.submit.call(form); }
  finally { button.removeAttribute('aria-busy'); }
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  // By their attributes: a field of the name "method" hides the form's own.
  if (form.getAttribute('method') !== 'post' || !event.submitter) return;
  event.preventDefault();
  submit(form, event.submitter);
});

// Another choice of what is shown needs no second click.
document.addEventListener('change', (event) => {
  const form = event.target.closest?.('form.find');
  if (form && event.target.matches('select')) form.requestSubmit();
});

const copy = document.querySelector('[data-copy]');
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener('click', async () => {
    const text = document.getElementById(copy.dataset.copy);
    await navigator.clipboard.writeText(text.value);
    document.getElementById('environment-copied').textContent = 'Copied.';
  });
}

// A page that is loaded again does not repeat what was said once.
if (new URL(location.href).searchParams.has('notice')) {
  const url = address();
  url.hash = location.hash;
  history.replaceState(null, '', url);
}
setTimeout(look, pause);
`;
