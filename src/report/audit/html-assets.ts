/**
 * Light and dark, narrow and wide, paper. The rows that need work are laid out when they come near: a thousand of them
 * take most of the time of opening the page.
 */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1b1f24; --dim: #57606a; --line: #d0d7de; --back: #fff; --link: #0550ae; --bar: #0969da; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --dim: #9da7b1; --line: #3d444d; --back: #0d1117; --link: #79b8ff; --bar: #58a6ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
code { overflow-wrap: anywhere; } a { color: var(--link); }
.scroll { position: relative; overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--dim); font-weight: 600; white-space: nowrap; } tbody th { font-weight: 500; white-space: nowrap; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
.share { width: 12rem; min-width: 8rem; } .percent { color: var(--dim); font-size: .8rem; font-variant-numeric: tabular-nums; }
.bar { display: block; height: .5rem; background: var(--bar); print-color-adjust: exact; }
.search { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; margin: .6rem 0; }
input, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--dim); border-radius: 4px; padding: .3rem .5rem; }
.scroll:has(#work) { content-visibility: auto; contain-intrinsic-size: auto 100rem; }
#work { width: 100%; min-width: 64rem; table-layout: fixed; } #work td { overflow-wrap: anywhere; }
#work th:nth-child(1) { width: 5rem; } #work th:nth-child(4), #work th:nth-child(7) { width: 8rem; } #work th:nth-child(8) { width: 4rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 44rem) {
  .counts { width: 100%; } .counts tbody th { white-space: normal; } .counts .share { width: auto; min-width: 5rem; }
  .counts:has(.meaning) thead th:nth-child(4) { display: none; } .counts:has(.meaning) tr { display: grid; grid-template-columns: 1fr 5rem 6rem; border-bottom: 1px solid var(--line); }
  .counts:has(.meaning) th, .counts:has(.meaning) td { border: 0; padding-bottom: 0; } .counts .meaning { grid-column: 1 / -1; color: var(--dim); padding: 0 0 .35rem; }
  #work { min-width: 0; } #work thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  #work tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 12rem; }
  #work tr[hidden] { display: none; }
  #work td { display: grid; grid-template-columns: 5.5rem 1fr; gap: .5rem; border: 0; padding: .1rem 0; text-align: left; } #work td:empty { display: none; }
  #work td::before { color: var(--dim); } #work td:nth-child(1)::before { content: "Line"; } #work td:nth-child(2)::before { content: "User"; } #work td:nth-child(3)::before { content: "Vehicle"; }
  #work td:nth-child(4)::before { content: "Verdict"; } #work td:nth-child(5)::before { content: "Missing"; } #work td:nth-child(6)::before { content: "Boxes"; } #work td:nth-child(7)::before { content: "Key"; } #work td:nth-child(8)::before { content: "Link"; }
}
@media print { .search { display: none; } body { font-size: 10pt; } .scroll { overflow: visible; } #work { min-width: 0; font-size: 8pt; } section { break-inside: auto; } tr { break-inside: avoid; } thead { display: table-header-group; } a { color: inherit; } }
`;

/** Hides the rows that do not fit what was typed and chosen. Without it the page shows all of them. */
export const pageScript = `
(() => {
  const search = document.getElementById('search');
  const verdict = document.getElementById('verdict');
  const found = document.getElementById('found');
  if (!search || !verdict || !found) return;
  const rows = [...document.querySelectorAll('#work tbody tr')].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/);
    let count = 0;
    for (const { row, text } of rows) {
      const fits = (verdict.value === '' || row.dataset.verdict === verdict.value) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    found.textContent = count.toLocaleString('en-US') + ' shown';
  };
  search.form.addEventListener('submit', (event) => event.preventDefault());
  search.addEventListener('input', filter);
  verdict.addEventListener('change', filter);
  filter();
})();
`;
