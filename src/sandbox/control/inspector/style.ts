/** What the inspector adds to the style sheet of all pages: two columns, tables of answers, small forms. */
export const inspectorStyle = `
.inspector { --good: #0b6b5b; --good-soft: #e0f2ec; font-size: .9375rem; }
@media (prefers-color-scheme: dark) { .inspector { --good: #7fdcc7; --good-soft: #163a32; } }
.inspector .top { position: sticky; top: 0; z-index: 2; background: var(--canvas); border-bottom: 1px solid var(--line); padding: .7rem clamp(1rem, 3vw, 2rem) 0; }
.inspector .top-line { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem 1rem; max-width: 90rem; margin: 0 auto; }
.inspector .top h1 { font-size: 1.1rem; margin: 0; }
.inspector .top p { margin: 0; }
.inspector .live { margin-left: auto; font-size: .8125rem; }
.inspector .live.on::before { content: ""; display: inline-block; width: .5rem; height: .5rem; margin-right: .4rem; border-radius: 50%; background: var(--good); }
.inspector .top nav { display: flex; gap: .2rem 1.1rem; overflow-x: auto; max-width: 90rem; margin: .35rem auto 0; padding: .3rem 2px .55rem; font-size: .875rem; }
.inspector .top nav a { color: var(--quiet); text-decoration: none; white-space: nowrap; }
.inspector .top nav a:hover { color: var(--ink); text-decoration: underline; }
.inspector .skip { position: absolute; left: -100vw; top: 0; z-index: 3; padding: .6rem 1rem; background: var(--card); }
.inspector .skip:focus { left: 0; }
.inspector main { max-width: 90rem; padding: 1.25rem clamp(1rem, 3vw, 2rem) 2rem; }
.inspector .columns { display: grid; gap: 1.1rem; grid-template-columns: minmax(0, 1fr); }
.inspector .main-column, .inspector .side-column { display: grid; gap: 1.1rem; align-content: start; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 64rem) {
  .inspector .columns { grid-template-columns: minmax(0, 1fr) 20rem; }
  .inspector .side-column { position: sticky; top: 6.1rem; align-self: start; max-height: calc(100vh - 6.8rem); overflow-y: auto; scrollbar-width: thin; padding: 1px; }
}
.inspector .panel { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.1rem 1.25rem 1.25rem; scroll-margin-top: 6rem; }
.inspector .panel:focus { outline: none; }
.inspector .head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; margin-bottom: .6rem; }
.inspector h2 { margin: 0; font-size: 1.0625rem; }
.inspector .tool h2 { margin-bottom: .5rem; }
.inspector h3 { margin: 0 0 .3rem; font-size: .875rem; font-weight: 650; }
.inspector .count { color: var(--quiet); font-weight: 500; font-size: .875rem; }
.inspector p { margin: 0 0 .7rem; }
.inspector .empty { margin: .3rem 0 .5rem; padding: 1rem 1.1rem; border: 1px dashed var(--line); border-radius: 11px; color: var(--quiet); }
.inspector .empty strong { color: var(--ink); }
.inspector .empty p:last-child { margin: 0; }
.inspector .tag { margin: 0; white-space: normal; }
.inspector .tag.good { background: var(--good-soft); color: var(--good); }
.inspector button, .inspector .button-link {
  display: inline-block; width: auto; padding: .36rem .75rem; border-radius: 8px; font-size: .875rem; line-height: 1.35; font-weight: 600;
  background: transparent; color: var(--ink); border: 1px solid color-mix(in srgb, var(--quiet) 55%, transparent); text-decoration: none;
}
.inspector button:hover, .inspector .button-link:hover { filter: none; border-color: var(--accent); background: var(--accent-soft); }
.inspector button.danger { color: var(--bad); border-color: color-mix(in srgb, var(--bad) 55%, transparent); }
.inspector button.danger:hover { background: var(--bad-soft); border-color: var(--bad); }
.inspector .stacked > button { margin-top: .3rem; }
.inspector .tool > .act + .act { margin-top: .5rem; }
.inspector .block-line.quiet { font-size: inherit; }
.inspector :focus-visible { border-radius: 8px; }
.inspector details > summary { cursor: pointer; }
.inspector .fold { margin-top: .6rem; }
.inspector .fold > summary { color: var(--accent); font-weight: 550; font-size: .875rem; }
.inspector .fold > .inside { margin: .6rem 0 .3rem; padding-left: .9rem; border-left: 2px solid var(--line); }
.inspector .card-row { border-top: 1px solid var(--line); }
.inspector .card-row > summary { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .25rem 1rem; padding: .7rem .3rem; list-style: none; }
.inspector .card-row > summary::-webkit-details-marker { display: none; }
.inspector .card-row > summary .who { position: relative; padding-left: 1.1rem; min-width: 0; overflow-wrap: anywhere; }
.inspector .card-row > summary .who::before { content: "▸"; position: absolute; left: 0; color: var(--quiet); }
.inspector .card-row[open] > summary .who::before { content: "▾"; }
.inspector .card-row > summary:hover .who strong { text-decoration: underline; text-underline-offset: .2em; }
.inspector .card-row > .inside { padding: 0 .3rem 1rem 1.4rem; }
.inspector .line-row > summary { flex-wrap: nowrap; align-items: flex-start; padding: .45rem .3rem; }
.inspector .because { display: block; color: var(--quiet); font-size: .8125rem; }
.inspector .verdict { display: flex; flex-wrap: wrap; gap: .35rem; flex: none; max-width: 100%; }
.inspector .line-row .verdict { align-items: center; }
.inspector .ids { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .8125rem; }
.inspector .answer { font-size: .875rem; }
.inspector .answer th[scope=row] { color: var(--ink); font-weight: 500; }
.inspector .answer th small { display: block; font-weight: 400; font-size: .8125rem; line-height: 1.35; }
.inspector td, .inspector th { min-width: 0; overflow-wrap: break-word; }
.inspector .yes { color: var(--good); }
.inspector .no { color: var(--bad); font-weight: 600; }
.inspector .answer .act { margin-top: .35rem; }
.inspector .answer td .yes, .inspector .answer td .no { display: inline-block; }
.inspector .answer td[data-head=Granted] { white-space: nowrap; }
.inspector .empty .pair, .inspector .empty .fold { margin-top: .8rem; }
.inspector .block { margin-top: 1.1rem; }
.inspector .pair { display: flex; flex-wrap: wrap; align-items: flex-end; gap: .5rem .7rem; margin-bottom: .4rem; }
.inspector .pair > .stacked { flex: 1 1 24rem; }
.inspector p.pair { align-items: baseline; }
.inspector .ticks { display: flex; flex-wrap: wrap; gap: .15rem 1.2rem; margin: 0; }
.inspector .tick { display: inline-flex; align-items: center; gap: .45rem; padding: .2rem 0; }
.inspector .tick input { width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--accent); }
.inspector .chips { display: flex; flex-wrap: wrap; gap: .4rem; margin-bottom: .7rem; }
.inspector .now { font-variant-numeric: tabular-nums; }
.inspector .find { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .4rem; flex: 1 1 24rem; min-width: 0; max-width: 42rem; }
.inspector input[type=text], .inspector input[type=number], .inspector input[type=url], .inspector input[type=search], .inspector select, .inspector textarea {
  width: 100%; min-width: 0; padding: .38rem .55rem; border: 1px solid color-mix(in srgb, var(--quiet) 65%, transparent); border-radius: 8px;
  background: var(--card); color: var(--ink); font: inherit; font-size: .875rem;
}
.inspector .find input, .inspector .find select { width: auto; }
.inspector .find input[type=search] { flex: 1 1 8rem; max-width: 22rem; }
.inspector .find select { flex: 0 1 auto; max-width: 11rem; }
.inspector ::placeholder { color: var(--quiet); opacity: 1; }
.inspector .line { margin: 0 0 .6rem; max-width: 32rem; }
.inspector .line label { display: block; margin-bottom: .15rem; font-size: .8125rem; font-weight: 600; }
.inspector .line small { display: block; font-size: .8125rem; line-height: 1.35; margin-top: .15rem; }
.inspector .rows { list-style: none; margin: .3rem 0 .6rem; padding: 0; }
.inspector .rows li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .4rem 1rem; padding: .55rem 0; border-top: 1px solid var(--line); }
.inspector .rows li > span { min-width: 0; }
.inspector .rows .pair { margin: 0; align-items: center; }
.inspector .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1rem; margin: 0 0 .8rem; font-size: .875rem; }
.inspector .facts dt { color: var(--quiet); }
.inspector .facts dd { margin: 0; }
.inspector .block-line { display: block; }
.inspector pre { margin: .4rem 0 0; padding: .55rem .7rem; max-height: 14rem; overflow: auto; border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8125rem; }
.inspector .tries { margin: 0; padding-left: 1.2rem; font-size: .875rem; }
.inspector .tries span { display: block; }
.inspector .pager { display: flex; justify-content: space-between; align-items: baseline; padding-top: .8rem; border-top: 1px solid var(--line); }
.inspector #notice .notice { margin-bottom: 1.1rem; background: var(--good-soft); color: var(--ink); font-weight: 500; }
.inspector #notice .notice.bad { background: var(--bad-soft); color: var(--bad); }
.inspector #notice p:last-child { margin: 0; }
.inspector #notice { position: sticky; top: 5.2rem; z-index: 1; }
.inspector #notice:focus { outline: none; }
.inspector #notice .notice { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; justify-content: space-between; padding: .6rem 1rem; box-shadow: var(--shadow); }
.inspector #notice .notice > p { flex: 1 1 16rem; margin: 0; }
.inspector #notice details { flex-basis: 100%; }
.inspector #notice details summary { font-size: .875rem; }
.inspector .log:not(:empty) { border-bottom: 1px solid var(--line); }
.inspector .refused > summary { background: linear-gradient(90deg, var(--warn-soft), transparent 60%); }
.inspector footer { padding: 0 1rem 2rem; }
@media (max-width: 45rem) {
  .inspector .panel { padding: 1rem .9rem 1.1rem; border-radius: 12px; }
  .inspector .answer thead, .inspector .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .inspector .answer, .inspector .answer tbody, .inspector .answer tr, .inspector .answer td, .inspector .answer th[scope=row],
  .inspector .stack, .inspector .stack tbody, .inspector .stack tr, .inspector .stack td { display: block; border: 0; padding: .1rem 0; }
  .inspector .answer tr, .inspector .stack tr { padding: .6rem 0; border-top: 1px solid var(--line); }
  .inspector .answer td, .inspector .stack td { position: relative; padding-left: 8.2rem; min-height: 1.4rem; }
  .inspector .answer td::before, .inspector .stack td::before { content: attr(data-head); position: absolute; left: 0; color: var(--quiet); font-weight: 400; font-size: .8125rem; font-family: system-ui, sans-serif; }
  .inspector .answer tr.is td:last-child:not(:has(span:not(:empty))) { display: none; }
  .inspector .card-row > .inside { padding-left: .3rem; }
  .inspector .facts { grid-template-columns: minmax(0, 1fr); gap: .1rem; }
  .inspector .facts dd { margin-bottom: .4rem; }
  .inspector .top { position: static; }
  .inspector #notice { top: .4rem; }
  .inspector .find { width: 100%; max-width: none; justify-content: flex-start; }
  .inspector .find input[type=search] { flex: 1 1 100%; max-width: none; }
  .inspector .card-row > summary .verdict { padding-left: 1.1rem; }
  .inspector .line-row > summary .verdict { padding-left: 0; }
}
@media (forced-colors: active) {
  .inspector .tag, .inspector .notice, .inspector .refused > summary { border: 1px solid; background: none; }
  .inspector .live.on::before { forced-color-adjust: none; }
}
`;
