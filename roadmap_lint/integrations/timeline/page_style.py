"""The style of the HTML page: wide, narrow, printed, and in high contrast."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0 auto; padding: 2rem clamp(1rem, 3vw, 2.5rem) 4rem; max-width: 92rem; background: var(--paper);
  color: var(--ink); font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .25rem; }
p { margin: 0; }
a { color: inherit; text-decoration-color: var(--muted); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; text-decoration-color: currentColor; }
:focus-visible { outline: 3px solid var(--note); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.under, .line, .where, footer { color: var(--muted); }
.todays { color: var(--today); font-weight: 600; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -5rem; padding: .5rem 1rem; background: var(--ink); color: var(--paper);
  border-radius: 0 0 .5rem .5rem; z-index: 3; }
.skip:focus { top: 0; }
nav ul, .legend { list-style: none; margin: 1rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; }
.count { color: var(--muted); font-variant-numeric: tabular-nums; }
.legend { gap: .3rem 1.5rem; font-size: .87rem; color: var(--muted); }
.legend li { display: flex; align-items: center; gap: .5rem; }
.sample { position: relative; display: inline-block; width: 1.9rem; height: 1rem; }
.sample .bar { left: 0; width: 100%; }

table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 0; }
th, td { text-align: start; padding: .45rem .75rem .45rem 0; vertical-align: middle; font-weight: inherit; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--paper); color: var(--muted); font-size: .8rem;
  vertical-align: bottom; border-bottom: 1px solid var(--year); padding-block: .5rem .25rem; }
th:first-child { width: 12.5rem; padding-inline-start: .75rem; }
th:nth-last-child(3) { width: 12rem; padding-inline-start: .75rem; } th:nth-last-child(2) { width: 17rem; }
th:last-child { width: 5.5rem; }
td.when { padding-inline-start: .75rem; }
.undated th:nth-last-child(2) { width: auto; }
tbody tr { scroll-margin-top: 4rem; }
tbody tr:nth-child(odd) > * { background: var(--band); }
tbody tr > :first-child { border-radius: .4rem 0 0 .4rem; } tbody tr > :last-child { border-radius: 0 .4rem .4rem 0; }
tbody th { font-weight: 600; }
tbody tr:target > * { background: color-mix(in srgb, var(--note) 14%, var(--paper)); }
.line { display: block; font-weight: 400; font-size: .8rem; }
.when { font-variant-numeric: tabular-nums; }
.day { white-space: nowrap; }
.what { font-size: .87rem; color: var(--muted); }
.doubt { color: var(--muted); font-style: italic; }
td.chart { padding-block: 0; padding-inline-end: .9rem; height: 1px; }
thead th.axis { padding-inline-end: .9rem; }

.labels { position: relative; display: block; height: 2.3rem; font-variant-numeric: tabular-nums; overflow: hidden; }
.labels span { position: absolute; padding-inline-start: .25rem; line-height: 1.15rem; }
.labels .year { top: 0; color: var(--ink); font-weight: 650; } .labels .quarter { top: 1.15rem; }
.track { position: relative; height: 100%; min-height: 2.4rem; }
.bar { position: absolute; top: 50%; transform: translateY(-50%); min-width: 4px; }
.plan { height: 1.1rem; border-radius: .3rem; border: 1.5px solid var(--bar); background: var(--wash);
  overflow: hidden; }
.window { height: .7rem; }
.window span { position: absolute; top: 0; bottom: 0; border-radius: 2px; }
.completed { --bar: var(--completed); background: var(--bar); } .progress { --bar: var(--progress); }
.planned, .postponed, .cancelled { --bar: var(--planned); } .support { --bar: var(--support); }
.platform { --bar: var(--platform); }
.done { position: absolute; inset: 0 auto 0 0; background: var(--bar); }
.tentative, .postponed, .cancelled { border-style: dashed; }
.cancelled { background: linear-gradient(var(--bar) 0 0) 0 50% / 100% 2px no-repeat, var(--wash); }
.sure, .faded { background: var(--bar); } .faded { opacity: .45; }
.unsure { border: 1px dashed var(--bar); background: color-mix(in srgb, var(--bar) 16%, transparent); }
.bar { --tip-left: 0rem; --tip-right: 0rem; }
.open-left { --tip-left: .7rem; } .open-right { --tip-right: .7rem; }
.open-left, .open-right { clip-path: polygon(var(--tip-left) 0, calc(100% - var(--tip-right)) 0, 100% 50%,
  calc(100% - var(--tip-right)) 100%, var(--tip-left) 100%, 0 50%); }
.plan.open-right { border-right: 0; background: linear-gradient(90deg, var(--wash) 50%, var(--bar)); }
.plan.open-left { border-left: 0; background: linear-gradient(270deg, var(--wash) 50%, var(--bar)); }
.window { min-height: .7rem; } .window.open-left, .window.open-right { height: 1rem; }
.mark { position: absolute; top: 50%; transform: translateY(-50%); margin-left: .35rem; font-size: .72rem; }
.mark.inner { transform: translate(-100%, -50%); margin-left: -.35rem; }

.badge { display: inline-block; min-width: 1.6em; padding: .1em .55em; border-radius: 1em; text-align: center;
  font-size: .8rem; font-weight: 700; color: var(--on-mark); }
.error { background: var(--error); } .warning { background: var(--warning); } .note { background: var(--note); }
.found a { display: inline-block; padding: .2rem; margin: -.2rem; text-decoration: none; }
.findings { margin: .75rem 0 0; padding: 0; list-style: none; display: grid; gap: .35rem; }
.findings li { padding: .6rem .75rem; border-radius: .4rem; background: var(--band); }
.findings li:target { background: color-mix(in srgb, var(--note) 14%, var(--paper)); }
.where { display: block; font-size: .87rem; }
footer { margin-top: 3rem; font-size: .87rem; }

@media (max-width: 64rem) {
  th:nth-last-child(2) { width: 12rem; } th:first-child { width: 9.5rem; } th:nth-last-child(3) { width: 9.5rem; }
}
@media (max-width: 52rem) {
  body { padding-top: 1.25rem; }
  table, thead, tbody { display: block; }
  tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: .75rem; }
  thead tr { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--year); }
  thead th { position: absolute; width: 1px !important; height: 1px; padding: 0; border: 0; overflow: hidden;
    clip-path: inset(50%); }
  thead th.axis { position: static; width: auto !important; height: auto; clip-path: none; grid-column: 1 / -1;
    padding: .25rem .75rem 0; }
  .undated thead tr { display: none; }
  tbody tr { padding: .55rem .75rem; border-radius: .4rem; margin-block: .3rem; }
  tbody tr > * { padding: 0 !important; width: auto !important; background: none !important; }
  tbody tr:nth-child(n) { background: var(--band); }
  tbody tr:target { background: color-mix(in srgb, var(--note) 14%, var(--paper)); }
  tbody th { grid-area: 1 / 1; } td.found { grid-area: 1 / 2; }
  td.when { grid-area: 2 / 1 / 3 / 3; } td.what { grid-area: 3 / 1 / 4 / 3; }
  td.chart { grid-area: 4 / 1 / 5 / 3; height: auto; }
  .track { min-height: 2rem; }
  .found a { margin: 0; }
  .line { display: inline; margin-inline-start: .5rem; }
  .labels { height: 1.3rem; } .labels .quarter, .labels .other { display: none; }
}
@media (forced-colors: active) {
  .bar, .window span, .badge { border: 1px solid CanvasText; }
  .completed, .done, .sure { forced-color-adjust: none; background: CanvasText; }
  .faded { background: GrayText; forced-color-adjust: none; } .unsure { border-style: dashed; }
}
@media (prefers-contrast: more) { :root { --muted: var(--ink); --line: var(--year); } .faded { opacity: .7; } }
@media print {
  body { padding: 0; max-width: none; font-size: 11px; } nav, .skip { display: none; }
  thead th { position: static; } tr, li { break-inside: avoid; } h2 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
