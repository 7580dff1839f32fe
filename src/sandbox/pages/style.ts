/** The one style sheet of all pages: system fonts, one card, light and dark, from 320 px up. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --canvas: #f3f4f2; --card: #ffffff; --ink: #16211f; --quiet: #55625f; --line: #dbe0dd;
  --accent: #0b6b5b; --accent-ink: #ffffff; --accent-soft: #e3f1ed;
  --warn: #8a4b00; --warn-soft: #fdf1df; --bad: #a1261b; --bad-soft: #fceae7;
  --shadow: 0 1px 2px rgb(22 33 31 / 6%), 0 12px 40px rgb(22 33 31 / 8%);
}
[data-side="tesla"] { --accent: #1f2328; --accent-ink: #ffffff; --accent-soft: #ececee; }
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0f1514; --card: #182120; --ink: #eaf0ee; --quiet: #a5b3b0; --line: #2f3b39;
    --accent: #5fd0b9; --accent-ink: #06231e; --accent-soft: #17322d;
    --warn: #f3c07a; --warn-soft: #33270f; --bad: #ff9d92; --bad-soft: #3a1a17;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 40px rgb(0 0 0 / 35%);
  }
  [data-side="tesla"] { --accent: #eceef0; --accent-ink: #16191c; --accent-soft: #2a3032; }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--canvas); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
.strip {
  padding: .55rem 1rem; text-align: center; font-size: .8125rem; color: var(--quiet); border-bottom: 1px dashed var(--line);
}
.strip strong { color: var(--ink); letter-spacing: .01em; }
main { flex: 1; width: 100%; max-width: 34rem; margin: 0 auto; padding: clamp(1rem, 5vw, 3.5rem) 1rem 3rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 18px; box-shadow: var(--shadow); padding: clamp(1.35rem, 5vw, 2.5rem); }
.side { display: flex; align-items: center; gap: .55rem; margin: 0 0 1.6rem; font-size: .8125rem; font-weight: 600; letter-spacing: .02em; color: var(--quiet); }
.side::before { content: ""; width: .7rem; height: .7rem; border-radius: 50%; background: var(--accent); }
[data-side="tesla"] .side::before { border-radius: 3px; }
h1 { margin: 0 0 .75rem; font-size: clamp(1.45rem, 4.5vw, 1.8rem); line-height: 1.22; letter-spacing: -.015em; font-weight: 650; text-wrap: pretty; }
h2 { margin: 1.9rem 0 .6rem; font-size: 1rem; font-weight: 650; }
p { margin: 0 0 1rem; }
.quiet, small { color: var(--quiet); font-size: .875rem; }
code, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .2em; }
ol.steps, ul.plain { margin: 0 0 1.4rem; padding: 0; list-style: none; }
ol.steps { counter-reset: step; }
ol.steps li { counter-increment: step; position: relative; padding: .4rem 0 .4rem 2.4rem; }
ol.steps li::before {
  content: counter(step); position: absolute; left: 0; top: .45rem; width: 1.6rem; height: 1.6rem; border-radius: 50%;
  background: var(--accent-soft); color: var(--ink); font-size: .8125rem; font-weight: 650; display: grid; place-items: center;
}
ul.plain li { padding: .7rem 0; border-top: 1px solid var(--line); }
ul.plain li:first-child { border-top: 0; }
h1 + form, h1 + fieldset { margin-top: 1.3rem; }
fieldset { margin: 0 0 1.4rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: .35rem; font-weight: 650; }
.choice { display: grid; grid-template-columns: auto 1fr; column-gap: .85rem; padding: .85rem 0; border-top: 1px solid var(--line); cursor: pointer; }
.choice:first-of-type { border-top: 0; }
.choice input { width: 1.3rem; height: 1.3rem; margin: .15rem 0 0; accent-color: var(--accent); }
.choice .name { font-weight: 600; }
.choice .about { grid-column: 2; color: var(--quiet); font-size: .875rem; line-height: 1.45; }
.choice .lack { color: var(--warn); }
.tag { display: inline-block; margin: 0 .15rem; padding: .05rem .5rem; border-radius: 99px; background: var(--accent-soft); font-size: .75rem; font-weight: 600; color: var(--ink); vertical-align: .08em; white-space: nowrap; }
.tag.warn { background: var(--warn-soft); color: var(--warn); }
.tag.bad { background: var(--bad-soft); color: var(--bad); }
.field { display: block; margin: 0 0 1.1rem; }
.field > span { display: block; margin-bottom: .3rem; font-weight: 600; font-size: .9375rem; }
.field input, .field select {
  width: 100%; padding: .72rem .85rem; border: 1px solid color-mix(in srgb, var(--quiet) 65%, transparent); border-radius: 10px; background: var(--card); color: var(--ink); font: inherit;
}
.field input::placeholder { color: var(--quiet); opacity: 1; }
.actions { display: flex; flex-direction: column; gap: .65rem; margin-top: 1.6rem; }
button, .button {
  display: block; width: 100%; padding: .82rem 1.2rem; border: 1px solid var(--accent); border-radius: 11px; background: var(--accent); color: var(--accent-ink);
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { filter: brightness(1.08); }
button.second, .button.second { background: transparent; color: var(--ink); border-color: color-mix(in srgb, var(--quiet) 55%, transparent); }
button.danger { background: transparent; color: var(--bad); border-color: currentColor; }
button.link { width: auto; padding: .35rem 0; border: 0; background: none; color: var(--quiet); font-weight: 500; text-decoration: underline; text-underline-offset: .2em; margin: 0 auto; }
button[disabled] { opacity: .55; cursor: not-allowed; filter: none; }
:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 55%, var(--card)); outline-offset: 2px; border-radius: 6px; }
button:focus-visible, .button:focus-visible { border-radius: 11px; }
.notice { margin: 0 0 1.3rem; padding: .8rem 1rem; border-radius: 11px; background: var(--warn-soft); color: var(--warn); font-weight: 550; }
.notice.bad { background: var(--bad-soft); color: var(--bad); }
.select-all { display: inline-block; margin: 0 0 .35rem; font-weight: 600; }
.brands { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .55rem; }
.brands button { background: transparent; color: var(--ink); border-color: var(--line); padding: .7rem .5rem; font-weight: 550; }
.brands button:hover { border-color: var(--accent); background: var(--accent-soft); filter: none; }
.car { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
.car .button { width: auto; padding: .5rem .9rem; white-space: nowrap; }
.note { margin: 1.6rem 0 0; padding-top: 1.1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .8125rem; line-height: 1.5; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { padding: 0 1rem 2rem; text-align: center; color: var(--quiet); font-size: .8125rem; }
td { min-width: 5rem; }
table { overflow-wrap: break-word; width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .5rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 600; }
@media (prefers-reduced-motion: no-preference) { button, .button { transition: filter .12s ease, background .12s ease; } }
`;

/** The little that pages do with scripts: Select All in place, Allow only while something is ticked, brand search. */
export const script = `
for (const form of document.querySelectorAll('form[data-ticks]')) {
  const boxes = [...form.querySelectorAll('input[type=checkbox]:not([disabled]), input[type=radio]:not([disabled])')];
  const all = document.querySelector('[data-select-all]');
  const allow = form.querySelector('[data-needs-tick]');
  const groups = () => [...new Set(boxes.map((box) => box.name))];
  const locked = (name) => form.querySelector('input[type=hidden][name="' + name + '"]') !== null;
  const update = () => {
    if (allow) allow.disabled = !groups().every((name) => locked(name) || boxes.some((box) => box.name === name && box.checked));
    if (all) all.textContent = boxes.every((box) => box.checked) ? 'Deselect All' : 'Select All';
  };
  // A link without scripts, a button with them: buttons answer the space bar as well.
  if (all) all.setAttribute('role', 'button');
  if (all) all.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    all.click();
  });
  if (all) all.addEventListener('click', (event) => {
    event.preventDefault();
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = tick;
    update();
  });
  form.addEventListener('change', update);
  addEventListener('pageshow', update);
  update();
}
const search = document.getElementById('brand-search');
if (search) search.addEventListener('input', () => {
  const wanted = search.value.trim().toLowerCase();
  for (const item of document.querySelectorAll('.brand-list-item')) item.hidden = !item.textContent.toLowerCase().includes(wanted);
});
`;
