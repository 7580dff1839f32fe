/** Light and dark, narrow and wide, paper. */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1b1f24; --dim: #57606a; --line: #d0d7de; --back: #fff; --link: #0550ae; --bar: #0969da; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --dim: #9da7b1; --line: #3d444d; --back: #0d1117; --link: #79b8ff; --bar: #58a6ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
code { overflow-wrap: anywhere; } a { color: var(--link); }
.scroll { position: relative; overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--dim); font-weight: 600; white-space: nowrap; } tbody th { font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.share { min-width: 8rem; } .bar { display: block; height: .8rem; margin-top: .3rem; background: var(--bar); }
.search { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; margin: .6rem 0; }
input, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--dim); border-radius: 4px; padding: .3rem .5rem; }
#work td { overflow-wrap: break-word; min-width: 5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print { .search { display: none; } body { font-size: 10pt; } .scroll { overflow: visible; } section { break-inside: auto; } tr { break-inside: avoid; } }
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
    found.textContent = count + ' shown';
  };
  search.form.addEventListener('submit', (event) => event.preventDefault());
  search.addEventListener('input', filter);
  verdict.addEventListener('change', filter);
  filter();
})();
`;
