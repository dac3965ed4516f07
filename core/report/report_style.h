// How a report looks: on a screen, light and dark, and on paper. Internal to report.
#pragma once

namespace faceloom {

inline constexpr const char* kReportStyle = R"css(
:root { --back: #ffffff; --text: #1d1f23; --quiet: #666b73; --rule: #d9dce1; --panel: #f5f6f8;
  --real: #1f77b4; --fake: #d9730d; --generator: #2a9d4a; --measure: #7048b6; --mark: #b0304f; }
@media (prefers-color-scheme: dark) { :root { --back: #1b1d21; --text: #e7e9ec; --quiet: #9aa1ab;
  --rule: #3a3e45; --panel: #24272c; --real: #6db3e8; --fake: #f2a45c; --generator: #6fd08a;
  --measure: #b497ec; --mark: #ef7c98; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--back);
  color: var(--text); font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; }
h1 { margin: 0; font-size: 1.7rem; } h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem;
  border-bottom: 1px solid var(--rule); padding-bottom: .25rem; } h3 { font-size: 1.05rem; }
p { max-width: 46rem; } .quiet, figcaption { color: var(--quiet); font-size: .875rem; }
figure { margin: 0; } img { display: block; image-rendering: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid var(--rule);
  vertical-align: top; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { background: var(--panel); padding: .75rem; overflow-x: auto; font-size: .8rem; white-space: pre-wrap; }
.scroll { overflow-x: auto; }
.faces { display: grid; grid-template-columns: repeat(6, 1fr); gap: .5rem; max-width: 44rem; }
.faces img { width: 100%; height: auto; } .faces figcaption { font-size: .72rem; line-height: 1.25; }
.moments { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
.moment { display: grid; grid-template-columns: repeat(6, 1fr); } .moment img { width: 100%; height: auto; }
.sum { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .75rem; }
.sum figure { width: 8rem; } .sum img { width: 8rem; height: 8rem; }
.sum .sign { font-size: 1.6rem; line-height: 8rem; }
.plot { margin: 0 0 1.5rem; } .plot figcaption { color: var(--text); font-weight: 600; }
svg { display: block; width: 100%; height: auto; } svg text { fill: var(--quiet); font-size: 12px; }
.gridline { stroke: var(--rule); stroke-width: 1; } .mark { stroke: var(--mark); stroke-dasharray: 4 3; }
.curve { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
path.dashed { stroke-dasharray: 6 4; }
path.real { stroke: var(--real); } path.fake { stroke: var(--fake); }
path.generator { stroke: var(--generator); } path.measure { stroke: var(--measure); }
circle.real { fill: var(--real); } circle.fake { fill: var(--fake); }
circle.generator { fill: var(--generator); } circle.measure { fill: var(--measure); }
.legend { margin: .25rem 0 0; font-size: .85rem; color: var(--quiet); }
.key { margin-right: 1.25rem; } .key::before { content: ""; display: inline-block; width: 1.2rem;
  margin-right: .4rem; vertical-align: middle; border-top: 2px solid currentColor; }
.key.dashed::before { border-top-style: dashed; } .key.real::before { color: var(--real); }
.key.fake::before { color: var(--fake); } .key.generator::before { color: var(--generator); }
.key.measure::before { color: var(--measure); }
.missing { background: var(--panel); padding: .5rem 1rem; border-left: 3px solid var(--mark); }
.bars td:last-child { width: 16rem; } .bar-back { background: var(--panel); }
.bar-full { background: var(--measure); height: .8rem; font-size: 0; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
@media print { :root { --back: #fff; --text: #000; --quiet: #444; --rule: #bbb; --panel: #f4f4f4;
  --real: #1f77b4; --fake: #d9730d; --generator: #2a9d4a; --measure: #7048b6; --mark: #b0304f; }
  @page { margin: 16mm; } body { max-width: none; padding: 0; font-size: 11pt; }
  h2, h3 { break-after: avoid; } figure, .sum, tr { break-inside: avoid; }
  .faces { max-width: 13cm; } pre { font-size: 7pt; } .moments { grid-template-columns: repeat(3, 1fr); } }
)css";

}  // namespace faceloom
