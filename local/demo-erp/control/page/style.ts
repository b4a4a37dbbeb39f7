/** The look of the page: quiet, readable, dark where the system is dark. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#dde3ea, #343c46); --soft: light-dark(#f5f7fa, #1d2228);
  --accent: light-dark(#0b6b5d, #5fd0bd); --muted: light-dark(#5b6673, #9aa7b5); }
* { box-sizing: border-box; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 84rem; padding: 1.5rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; border-bottom: 2px solid var(--accent); }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
p { color: var(--muted); margin: .4rem 0; } code { font: .88em ui-monospace, monospace; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; max-height: 24rem; }
table { border-collapse: collapse; width: 100%; } th { position: sticky; top: 0; background: var(--soft); text-align: left; }
th, td { padding: .3rem .55rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
button { font: inherit; font-size: .85em; padding: .15rem .6rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--soft); color: inherit; cursor: pointer; } button:hover, button:focus-visible { border-color: var(--accent); }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; }
#message { min-height: 1.5em; color: var(--accent); } #message.bad { color: light-dark(#b3261e, #ff8a80); }
`;
