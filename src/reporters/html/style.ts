/** Light and dark by what the system asks for; the colours keep a contrast of 4.5 in both. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --dim: #57606a; --line: #d0d7de; --soft: #f6f8fa;
  --go: #116329; --wait: #8a4600; --stop: #b3261e; --stay: #57606a; --add: #dafbe1; --del: #ffebe9; --addw: #8fe3a3; --delw: #ffb3ad; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --fg: #e6edf3; --dim: #9198a1; --line: #30363d; --soft: #161b22;
  --go: #4ac26b; --wait: #e3b341; --stop: #ff8a80; --stay: #9198a1; --add: #12361f; --del: #42191a; --addw: #1f6f38; --delw: #8f2f2f; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 80rem; margin: 0 auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 2rem 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; font-weight: 600; } p { margin: .25rem 0; overflow-wrap: anywhere; } .dim { color: var(--dim); }
a { color: var(--link); } code, pre, .diff, .at { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--bg); padding: .5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; list-style: none; padding: 0; margin: 1.25rem 0; }
.tiles li { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; background: var(--soft); }
.tiles b { display: block; font-size: 1.8rem; line-height: 1.2; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0; }
.go { color: var(--go); } .wait { color: var(--wait); } .stop { color: var(--stop); } .stay { color: var(--stay); }
svg { height: auto; min-width: 44rem; max-width: 100%; display: block; } svg text { fill: var(--fg); font: 13px system-ui, sans-serif; }
svg .go { fill: var(--go); } svg .wait { fill: var(--wait); } svg .stay { fill: var(--stay); } svg .flow { stroke: var(--go); fill: none; opacity: .55; }
svg .count { fill: var(--dim); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; } details > :not(summary) { margin: 0 1rem .75rem; }
summary { cursor: pointer; padding: .5rem 1rem; } ul.files { margin: .25rem 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; font-weight: 400; }
.places { width: 100%; table-layout: fixed; } .places th, .places td { padding: .2rem 1rem .2rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { color: var(--dim); font-size: 13px; } .places thead th { width: 40%; height: 0; padding: 0; border: 0; font-size: 0; } .places thead th:nth-child(2) { width: 20%; } .places thead th:last-child { width: auto; }
@media (max-width: 45rem) { .places tr, .places th, .places td { display: block; width: auto; } .places td { border: 0; padding-left: 1rem; } }
.plain th, .plain td { padding: .2rem 2rem .2rem 0; } .figures { width: 100%; min-width: 44rem; } .figures td { font-variant-numeric: tabular-nums; }
.figures .r { text-align: right; } .figures th[scope=row] { min-width: 10rem; } .figures tr.row th, .figures tr.row td { border-top: 1px solid var(--line); }
.diff { table-layout: fixed; width: 100%; min-width: 44rem; } .diff td, .diff th { padding: 0 .5rem; } .diff td { white-space: pre-wrap; }
.diff .n { width: 3.5rem; text-align: right; color: var(--dim); user-select: none; } .diff .del { background: var(--del); } .diff .add { background: var(--add); }
.diff .del::before { content: '- '; } .diff .add::before { content: '+ '; } .diff .same::before { content: '  '; }
.diff mark { color: inherit; background: var(--addw); } .diff .del mark { background: var(--delw); } .diff .gap td { background: var(--soft); color: var(--dim); }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 5rem .75rem 1rem; white-space: pre-wrap; margin: .5rem 0; }
.command { position: relative; } button { font: inherit; color: var(--fg); background: var(--bg); border: 1px solid var(--dim); border-radius: .4rem; padding: .2rem .6rem; cursor: pointer; }
.command button { position: absolute; top: .5rem; right: .5rem; }
fieldset { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; border: 1px solid var(--line); border-radius: .5rem; margin: 1.25rem 0 0; padding: .25rem 1rem .75rem; }
fieldset .wide { flex: 1 1 14rem; display: flex; gap: .5rem; align-items: center; } input[type=search] { flex: 1; min-width: 0; font: inherit; color: var(--fg); background: var(--bg); border: 1px solid var(--dim); border-radius: .4rem; padding: .25rem .6rem; }
::placeholder { color: var(--dim); opacity: 1; }
[hidden] { display: none !important; } footer { color: var(--dim); margin-top: 3rem; padding-bottom: 2rem; } footer p { border-top: 1px solid var(--line); padding-top: 1rem; }
@media print { nav, fieldset, button { display: none !important; } svg, .figures, .figures th[scope=row] { min-width: 0; } .figures th, .figures td { padding-right: .75rem; } }
`;
