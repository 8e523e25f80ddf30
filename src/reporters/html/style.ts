/** Light and dark by what the system asks for; the colours keep a contrast of 4.5 in both. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --dim: #57606a; --line: #d0d7de; --soft: #f6f8fa;
  --go: #116329; --wait: #7d4e00; --stop: #b3261e; --stay: #57606a; --add: #dafbe1; --del: #ffebe9; --addw: #8fe3a3; --delw: #ffb3ad; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --fg: #e6edf3; --dim: #9198a1; --line: #30363d; --soft: #161b22;
  --go: #4ac26b; --wait: #e3b341; --stop: #ff8a80; --stay: #9198a1; --add: #12361f; --del: #42191a; --addw: #1f6f38; --delw: #8f2f2f; --link: #79c0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif; }
main, header { max-width: 80rem; margin: 0 auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; margin: 2rem 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; font-weight: 600; } p { margin: .25rem 0; } .dim { color: var(--dim); }
a { color: var(--link); } code, pre, .diff { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--bg); padding: .5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; list-style: none; padding: 0; margin: 1.25rem 0; }
.tiles li { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; background: var(--soft); }
.tiles b { display: block; font-size: 1.8rem; line-height: 1.2; }
.go { color: var(--go); } .wait { color: var(--wait); } .stop { color: var(--stop); } .stay { color: var(--stay); }
svg { max-width: 100%; height: auto; display: block; } svg text { fill: var(--fg); font: 13px system-ui, sans-serif; }
svg .go { fill: var(--go); } svg .wait { fill: var(--wait); } svg .stay { fill: var(--stay); } svg .flow { stroke: var(--go); fill: none; opacity: .55; }
svg .count { fill: var(--dim); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; } details > :not(summary) { padding: 0 1rem .75rem; }
summary { cursor: pointer; padding: .5rem 1rem; } .places, details > .places { margin: .25rem 0; padding-left: 2.25rem; columns: 22rem; } .places li { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; }
.diff { table-layout: fixed; } .diff td, .diff th { padding: 0 .5rem; white-space: pre-wrap; overflow-wrap: anywhere; font-weight: 400; }
.diff .n { width: 4rem; text-align: right; color: var(--dim); user-select: none; } .diff .del { background: var(--del); } .diff .add { background: var(--add); }
.diff mark { color: inherit; background: var(--addw); } .diff .del mark { background: var(--delw); } .diff .gap td { background: var(--soft); color: var(--dim); }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; overflow-x: auto; margin: .5rem 0; }
.command { position: relative; } button { font: inherit; color: var(--fg); background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .2rem .6rem; cursor: pointer; }
.command button { position: absolute; top: .4rem; right: .4rem; } fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1.5rem 0 0; padding: .5rem 1rem; }
fieldset label { margin-right: 1rem; } input[type=search] { font: inherit; color: var(--fg); background: var(--bg); border: 1px solid var(--dim); border-radius: .4rem; padding: .2rem .6rem; width: 18rem; max-width: 100%; }
[hidden] { display: none !important; } footer { color: var(--dim); margin: 3rem 0 2rem; border-top: 1px solid var(--line); padding-top: 1rem; }
`;
