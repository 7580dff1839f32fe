/** The one style sheet of the callback pages: no fonts, pictures or scripts from anywhere. */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#f5f6f8;--card:#fff;--text:#15181e;--muted:#565e6b;--line:#e1e5ea;--accent:#1a56b0;--on-accent:#fff;
--ok:#14683a;--ok-bg:#e5f4ea;--attention:#854d00;--attention-bg:#fdf0da;--failure:#ab2219;--failure-bg:#fce8e6}
@media (prefers-color-scheme:dark){:root{--bg:#0e1014;--card:#171a20;--text:#eceff4;--muted:#a3acba;--line:#2b313b;--accent:#8db4ff;--on-accent:#0c1a33;
--ok:#74d39a;--ok-bg:#12301f;--attention:#f2b866;--attention-bg:#372709;--failure:#ff9388;--failure-bg:#3d1614}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--bg);color:var(--text);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
main{width:100%;max-width:38rem;margin:auto;padding:1.5rem 1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:2rem;box-shadow:0 1px 2px rgb(0 0 0/.05),0 12px 32px rgb(0 0 0/.06)}
.mark{display:flex;align-items:center;justify-content:center;width:56px;height:56px;border-radius:50%;margin-bottom:1.25rem}
.mark svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}
.success .mark,.ok{color:var(--ok)}.attention .mark,.open{color:var(--attention)}.failure .mark,.bad{color:var(--failure)}
.success .mark{background:var(--ok-bg)}.attention .mark{background:var(--attention-bg)}.failure .mark{background:var(--failure-bg)}
.waiting .mark{color:var(--accent);border:3px solid var(--line);border-top-color:var(--accent);animation:turn 1s linear infinite}
@keyframes turn{to{transform:rotate(1turn)}}
@media (prefers-reduced-motion:reduce){.waiting .mark{animation:none}}
h1{font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;margin:0 0 .75rem;text-wrap:balance}
h2{font-size:.8125rem;font-weight:600;letter-spacing:.04em;text-transform:uppercase;color:var(--muted);margin:1.75rem 0 .5rem}
p{margin:0 0 .75rem;overflow-wrap:anywhere}
ul{list-style:none;margin:0;padding:0}
.rows{border-top:1px solid var(--line)}
.rows li{display:flex;gap:.75rem;padding:.625rem 0;border-bottom:1px solid var(--line)}
.rows .sign{flex:none;width:1.25rem;height:1.5rem;display:flex;align-items:center;justify-content:center}
.sign svg{width:18px;height:18px;fill:none;stroke:currentColor;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}
.rows .name{font:500 .9375rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere;flex:1 1 50%;min-width:0}
.rows .value{color:var(--muted);flex:1 1 50%;min-width:0;text-align:right;overflow-wrap:anywhere}
.boxes li{display:flex;gap:.75rem;align-items:center;padding:.75rem 1rem;border:1px solid var(--line);border-radius:10px;font-weight:600}
.boxes li+li{margin-top:.5rem}
.boxes .box{flex:none;width:20px;height:20px;border:2px solid var(--muted);border-radius:5px}
.button{display:block;margin:1.75rem 0 0;padding:.8125rem 1rem;border-radius:10px;background:var(--accent);color:var(--on-accent);
font-weight:600;text-align:center;text-decoration:none;overflow-wrap:anywhere}
.button:hover{text-decoration:underline}
a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.close{margin:1.75rem 0 0;color:var(--muted);font-size:.9375rem}
footer{padding:1rem 0 0;color:var(--muted);font-size:.8125rem;text-align:center}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:30rem){main{padding:1rem .75rem}.card{padding:1.5rem 1.25rem}.rows li{flex-wrap:wrap;gap:0 .75rem}.rows .name{flex:1 1 calc(100% - 2rem)}
.rows .value{flex:1 1 100%;text-align:left;padding-left:2rem}}
@media (forced-colors:active){.button{border:1px solid}}
`;
