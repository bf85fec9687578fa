"""The page's looks: light and dark by the reader's preference, two panes on a screen, one column on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --dim: #5c6675; --paper: #fbfaf7; --card: #fff; --line: #dcd8ce;
  --obligation: #1f5fbf; --prohibition: #b3261e; --sanction: #a35200; --permission: #2d7a3e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e6ea; --dim: #99a3b1; --paper: #14181d; --card: #1c2229;
  --line: #333b45; --obligation: #7fb0ff; --prohibition: #ff8f85; --sanction: #f3b060; --permission: #7fcf90; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); line-height: 1.7;
  font-family: "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
header { padding: .6rem 1.5rem; border-bottom: 1px solid var(--line); display: flex; gap: 1.5rem; flex-wrap: wrap;
  align-items: baseline; }
h1 { font-size: 1.1rem; margin: 0; } header p { margin: 0; font-size: .85rem; }
article { padding: 0 1.5rem 1rem; } h2 { font-size: 1.15rem; margin: 1rem 0 .2rem; }
small { color: var(--dim); font-weight: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .8rem; margin: .3rem 0; font-size: .88rem; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
.panes { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 1.2rem;
  height: calc(100vh - 7rem); }
.source, .cards { overflow: auto; scroll-behavior: smooth; }
.source { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line);
  border-radius: 6px; padding: 1rem 1.3rem; font-family: "Source Han Serif SC", "Noto Serif CJK SC", SimSun, serif; }
.source a { color: inherit; text-decoration: none; }
.on { border-radius: 2px; padding: .08em 0; }
.obligation { --mark: var(--obligation); } .prohibition { --mark: var(--prohibition); }
.sanction { --mark: var(--sanction); } .permission { --mark: var(--permission); }
.on.obligation, .on.prohibition, .on.sanction, .on.permission {
  background: color-mix(in srgb, var(--mark) 14%, transparent); }
header .on { padding: .1em .5em; color: var(--mark); }
a.on:hover { background: color-mix(in srgb, var(--mark) 26%, transparent); }
a.on:target, .card:target { outline: 2px solid var(--mark); scroll-margin: 3rem; }
.bearer { font-weight: 600; } .deadline { border-bottom: 2px solid var(--obligation); }
.penalty { text-decoration: underline wavy var(--sanction) 1px !important; text-underline-offset: .25em; }
.instrument { border-bottom: 1px dashed var(--dim); }
.card { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--mark); border-radius: 6px;
  padding: .5rem .9rem; margin-bottom: .7rem; break-inside: avoid; }
h3 { font-size: .92rem; margin: 0; } h3 a { color: var(--mark); text-decoration: none; margin-right: .5em; }
blockquote { margin: .2rem 0; color: var(--dim); font-size: .85rem; }
@media (max-width: 60rem) { .panes { grid-template-columns: 1fr; height: auto; } }
@media print { body { background: #fff; color: #000; font-size: 10pt; } .panes { display: block; height: auto; }
  .source, .cards { overflow: visible; border: 0; padding: 0; } .cards { margin-top: 1rem; }
  article { break-after: page; } .on, .card { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
