/**
 * The one style sheet of the callback pages: no fonts, pictures or scripts from anywhere.
 * Colours and measures are those of the sandbox's pages, so that a rehearsal looks of a piece.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --canvas: #f3f4f2; --card: #ffffff; --ink: #16211f; --quiet: #55625f; --line: #dbe0dd;
  --accent: #0b6b5b; --accent-ink: #ffffff; --accent-soft: #e3f1ed;
  --warn: #8a4b00; --warn-soft: #fdf1df; --bad: #a1261b; --bad-soft: #fceae7;
  --shadow: 0 1px 2px rgb(22 33 31 / 6%), 0 12px 40px rgb(22 33 31 / 8%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0f1514; --card: #182120; --ink: #eaf0ee; --quiet: #a5b3b0; --line: #2f3b39;
    --accent: #5fd0b9; --accent-ink: #06231e; --accent-soft: #17322d;
    --warn: #f3c07a; --warn-soft: #33270f; --bad: #ff9d92; --bad-soft: #3a1a17;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 40px rgb(0 0 0 / 35%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--canvas); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
main { flex: 1; width: 100%; max-width: 36rem; margin: 0 auto; padding: clamp(1rem, 5vw, 3.5rem) 1rem 2rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 18px; box-shadow: var(--shadow); padding: clamp(1.35rem, 5vw, 2.5rem); }
.head { display: flex; align-items: center; gap: .9rem; margin: 0 0 1.4rem; }
.mark { flex: none; width: 3rem; height: 3rem; border-radius: 50%; display: grid; place-items: center; background: var(--accent-soft); color: var(--accent); }
.attention .mark { background: var(--warn-soft); color: var(--warn); }
.failure .mark { background: var(--bad-soft); color: var(--bad); }
.waiting .mark { background: none; border: 3px solid var(--line); border-top-color: var(--accent); }
.side { margin: 0; font-size: .8125rem; font-weight: 600; letter-spacing: .02em; color: var(--quiet); }
svg { display: block; width: 1.15rem; height: 1.15rem; fill: none; stroke: currentColor; stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round; }
.mark svg { width: 1.6rem; height: 1.6rem; }
h1 { margin: 0 0 .75rem; font-size: clamp(1.45rem, 4.5vw, 1.8rem); line-height: 1.22; letter-spacing: -.015em; font-weight: 650; text-wrap: balance; overflow-wrap: anywhere; }
h2 { margin: 1.9rem 0 .6rem; font-size: 1rem; font-weight: 650; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.card > :last-child { margin-bottom: 0; }
ul { margin: 0; padding: 0; list-style: none; }
.rows li { display: grid; grid-template-columns: 1.15rem minmax(0, 1fr) minmax(0, auto); gap: .1rem .75rem; align-items: center; padding: .6rem 0; border-top: 1px solid var(--line); }
.rows li:last-child { border-bottom: 1px solid var(--line); }
.name { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875rem; overflow-wrap: anywhere; }
.value { color: var(--quiet); font-size: .875rem; text-align: right; overflow-wrap: anywhere; }
.ok { color: var(--accent); } .open { color: var(--warn); } .bad { color: var(--bad); }
.boxes li { display: grid; grid-template-columns: auto 1fr; gap: .75rem; align-items: center; padding: .7rem .9rem; border-radius: 11px; background: var(--warn-soft); color: var(--warn); font-weight: 600; }
.boxes li + li { margin-top: .5rem; }
.box { width: 1.2rem; height: 1.2rem; border: 2px solid currentColor; border-radius: 4px; }
.button {
  display: block; width: 100%; margin: 1.6rem 0 0; padding: .82rem 1.2rem; border: 1px solid var(--accent); border-radius: 11px;
  background: var(--accent); color: var(--accent-ink); font-weight: 600; text-align: center; text-decoration: none; overflow-wrap: anywhere;
}
.boxes + .button { margin-top: 1rem; }
.button.second { margin-top: .75rem; background: transparent; color: var(--ink); border-color: color-mix(in srgb, var(--quiet) 55%, transparent); }
.rows + .button.second { margin-top: 1.6rem; }
.run { margin: .8rem 0 0; color: var(--quiet); font-size: .875rem; }
.run code { display: block; margin-top: .35rem; padding: .55rem .75rem; border: 1px solid var(--line); border-radius: 9px; color: var(--ink); font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; user-select: all; }
.button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 55%, var(--card)); outline-offset: 2px; border-radius: 11px; }
.close { margin: 1.6rem 0 0; padding-top: 1.1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
.rows + .close { border-top: 0; padding-top: 0; }
footer { padding: 0 1rem 2rem; text-align: center; color: var(--quiet); font-size: .8125rem; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) {
  .rows li { grid-template-columns: 1.15rem minmax(0, 1fr); }
  .value { grid-column: 2; text-align: left; }
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: no-preference) { .waiting .mark { animation: turn 1s linear infinite; } }
`;
