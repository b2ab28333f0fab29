<?xml version="1.0" encoding="UTF-8"?>
<!-- The look of the page: light and dark, wide and narrow, on paper. Without the three characters that XML would write as
     references, since HTML does not read them in a style. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template name="style">
:root { color-scheme: light dark; --page: #f4f6f9; --card: #ffffff; --ink: #17212d; --soft: #51606f; --line: #d3dae3;
  --link: #0b57b0; --sunk: #eef1f5; --wire: #93a1b1; --on: #ffffff;
  --added: #18733a; --removed: #b3261e; --moved: #1b5fc1; --changed: #8a5200;
  --bad: #b3261e; --bad-page: #fdeceb; --warn: #8a5200; --warn-page: #fff4df; --good: #18733a; --good-page: #e8f6ec;
  --mono: ui-monospace, "SFMono-Regular", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #0e141b; --card: #17202a; --ink: #e7edf4; --soft: #a4b2c1; --line: #303d4b; --link: #8ab8ff;
    --sunk: #1f2a36; --wire: #66778a; --on: #0e141b;
    --added: #56c77f; --removed: #ff8a80; --moved: #86b6ff; --changed: #eab54d;
    --bad: #ff8a80; --bad-page: #331a1b; --warn: #eab54d; --warn-page: #2e2513; --good: #56c77f; --good-page: #14291d; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 80rem; padding: 1.5rem 1.25rem 3rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
a { color: var(--link); }
a:focus-visible, .scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999em; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.store { position: absolute; }
code { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, dl, figure { margin: 0; }
h1 { font-size: clamp(1.6rem, 5vw, 2.2rem); line-height: 1.2; letter-spacing: -.015em; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; line-height: 1.3; letter-spacing: -.01em; margin-bottom: .25rem; }
h2 + .cards, h2 + table, h2 + ul { margin-top: .6rem; }
h3 { font-size: 1.02rem; margin: 1.25rem 0 .6rem; }
h4 { font-size: 1rem; overflow-wrap: anywhere; }
section { margin-top: 2.5rem; scroll-margin-top: 1rem; }
ul { list-style: none; padding: 0; }
del { color: var(--removed); text-decoration-thickness: 1px; overflow-wrap: anywhere;
  text-decoration-color: color-mix(in srgb, currentColor 45%, transparent); }
ins { color: var(--added); text-decoration: none; font-weight: 600; overflow-wrap: anywhere; }
.arrow { color: var(--soft); }
.eyebrow { text-transform: uppercase; letter-spacing: .09em; font-size: .78rem; font-weight: 600; color: var(--soft); }
.lead { font-size: 1.1rem; color: var(--soft); overflow-wrap: anywhere; }
.files, .hint { color: var(--soft); }
.files { margin-top: .35rem; overflow-wrap: anywhere; }
.hint { margin-bottom: .9rem; max-width: 60rem; }
.description { margin-top: 1rem; white-space: pre-line; overflow-wrap: anywhere; color: var(--soft); max-width: 46rem; }

.verdict { display: flex; gap: 1rem; align-items: flex-start; margin-top: 1.5rem; padding: 1.15rem 1.25rem; border-radius: 12px;
  border: 1px solid var(--hue); border-left-width: 6px; background: var(--tint); --hue: var(--good); --tint: var(--good-page); }
.verdict.differs { --hue: var(--bad); --tint: var(--bad-page); }
.verdict.warned { --hue: var(--warn); --tint: var(--warn-page); }
.verdict svg { flex: none; }
.verdict .sign { fill: var(--hue); }
.verdict .stroke { fill: none; stroke: var(--on); stroke-width: 4.5; stroke-linecap: round; stroke-linejoin: round; }
.answer { font-size: 1.3rem; font-weight: 700; line-height: 1.25; color: var(--hue); margin-bottom: .2rem; }
.counts { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .75rem; }
.pill { display: inline-block; border-radius: 99px; padding: .05rem .6rem; font-size: .8rem; white-space: nowrap;
  border: 1px solid var(--soft); color: var(--soft); background: var(--card); }
.pill.guest, .pill.identity, .pill.unwritten { border-color: var(--bad); background: var(--bad); color: var(--on); }
.pill.accepted { border-color: var(--warn); color: var(--warn); }

.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); margin-top: .75rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.fact { box-shadow: 0 0 0 .5px var(--line); padding: .7rem .95rem; }
.fact dt { font-size: .8rem; color: var(--soft); }
.fact dd { margin: 0; font-weight: 500; overflow-wrap: anywhere; }
.fact del { font-weight: 400; }
nav ul { display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; margin-top: 1.5rem; padding: .7rem 0; border-block: 1px solid var(--line); }

.group { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--wire); border-radius: 10px;
  margin-bottom: .8rem; overflow: hidden; scroll-margin-top: 1rem; }
.group.guest, .group.identity, .group.unwritten { border-left-color: var(--bad); }
.group.accepted { border-left-color: var(--warn); }
.group:target, tr:target { outline: 3px solid var(--link); outline-offset: -1px; }
.group header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .7rem; padding: .65rem 1rem;
  border-bottom: 1px solid var(--line); }
.path { color: var(--soft); overflow-wrap: anywhere; }
.change { display: grid; grid-template-columns: auto 1fr; gap: .75rem; padding: .75rem 1rem; }
.change + .change { border-top: 1px solid var(--line); }
.change div { min-width: 0; }
.values { font-family: var(--mono); font-size: .9rem; }
.kind { font-weight: 600; }
.reason { margin-top: .15rem; }
.source { font-size: .8rem; color: var(--soft); }
.glyph { display: inline-grid; place-items: center; width: 1.45em; height: 1.45em; border-radius: 5px; font-weight: 700;
  line-height: 1; color: var(--on); background: var(--changed); flex: none; margin-right: .4em; }
.glyph.added { background: var(--added); border-radius: 50%; }
.glyph.removed { background: var(--removed); border-radius: 0; }
.glyph.moved { background: var(--moved); border-radius: 5px 50% 50% 5px; }
.glyph.hollow { background: var(--card); color: var(--hue); box-shadow: inset 0 0 0 1.5px var(--hue); }
.change .glyph { margin: .1em 0 0; }

.legend { margin-top: 2.5rem; background: var(--sunk); border-radius: 12px; padding: .9rem 1.1rem; }
.legend h2 { font-size: 1rem; }
.legend ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .45rem 1.2rem; margin-top: .5rem; }
.legend li { display: flex; gap: .6rem; align-items: center; font-size: .9rem; }
.legend svg { flex: none; }

.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; max-width: 100%; }
.scroll + .scroll { margin-top: .9rem; }
.cards { display: flex; flex-wrap: wrap; gap: .9rem; align-items: flex-start; }
.cards .scroll { margin: 0; }
.picture { display: block; overflow: visible; font-family: var(--mono); }
.picture a { text-decoration: none; outline-offset: 2px; }
.picture a:hover .box { stroke-width: 2.5; }
.wire { fill: none; stroke: var(--wire); stroke-width: 1.5; }
.slot { fill: var(--sunk); stroke: none; }
.box { fill: var(--card); stroke: var(--wire); stroke-width: 1.2; }
.root .box { fill: var(--sunk); }
.icon { fill: none; stroke: var(--soft); stroke-width: 1.3; stroke-linecap: round; stroke-linejoin: round; color: var(--soft); }
.name, .number { font-size: 12.5px; font-weight: 600; fill: var(--ink); }
.about, .pin { font-size: 11px; fill: var(--soft); }
.at { font-size: 11px; fill: var(--soft); text-anchor: middle; }
.number, .pin { text-anchor: middle; }
.pin { font-size: 10.5px; }
rect.free { fill: none; stroke: var(--wire); stroke-dasharray: 4 3; }
text.free { font-size: 11px; fill: var(--soft); text-anchor: middle; }
.added { --hue: var(--added); } .removed { --hue: var(--removed); } .moved, .left { --hue: var(--moved); } .changed { --hue: var(--changed); }
.node.added .box, .node.removed .box, .node.moved .box, .node.changed .box, .node.left .box { stroke: var(--hue); stroke-width: 2; }
.node.removed .box, .node.left .box { stroke-dasharray: 5 3; }
.node.removed .name { text-decoration: line-through; }
.node .flag { fill: var(--hue); }
.node .sign { font-size: 16px; font-weight: 700; fill: var(--on); text-anchor: middle; }
.node .sign.small { font-size: 13px; }
.node .state { font-size: 11px; font-weight: 600; fill: var(--hue); text-anchor: end; }
.node.hollow .flag { fill: var(--card); stroke: var(--hue); stroke-width: 1.2; }
.node.hollow .sign { fill: var(--hue); }
.node.hollow .box { stroke-width: 1.2; }
.node.left .flag { fill: none; }
.node.left .sign { fill: var(--hue); }
.node.left .name { fill: var(--soft); font-weight: 400; }
.chip.offline .box { stroke-dasharray: 3 3; }
.chip.offline .number { fill: var(--soft); font-weight: 400; }

.cell { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .9rem 1rem; max-width: 100%; }
.cell.added, .cell.removed, .cell.changed { border-color: var(--hue); }
.cell.removed { border-style: dashed; }
.cell figcaption { margin-bottom: .7rem; }
.cell .sub { display: block; color: var(--soft); font-size: .9rem; }
.cell .scroll { border: 0; padding: 0; border-radius: 0; }
.pins { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; }
.needs { list-style: disc; padding-left: 1.2rem; }

table { border-collapse: collapse; width: 100%; background: var(--card); font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .8rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
tbody th { font-weight: 500; }
thead th { font-size: .8rem; color: var(--soft); background: var(--sunk); overflow-wrap: normal; }
.matrix { width: auto; }
.fit { width: fit-content; }
tr.removed th, tr.removed td { color: var(--soft); }
.mark { display: inline-block; font-size: .8rem; font-weight: 600; color: var(--hue, var(--link)); }
details { margin-top: .2rem; }
.bare details { margin: 0; }
summary { cursor: pointer; color: var(--link); font-size: .88rem; width: fit-content; }
section details[open] summary { margin-bottom: .4rem; }
.settings div { display: flex; flex-wrap: wrap; gap: 0 .8rem; padding: .12rem 0; }
.settings dd { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .85rem; color: var(--soft); }

@media (max-width: 640px) {
  body { padding: 1rem .9rem 2.5rem; }
  .verdict { padding: 1rem; gap: .8rem; }
  .verdict svg { width: 36px; height: 36px; }
  .scroll { padding: .8rem; }
  .cards, .cards .scroll, .cell { width: 100%; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack, .stack tbody, .stack tr, .stack th, .stack td { display: block; border: 0; padding: 0; }
  .stack { background: none; }
  .stack tr { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .6rem .8rem; margin-bottom: .5rem; }
  .stack td { display: grid; grid-template-columns: 6.2rem 1fr; gap: .5rem; margin-top: .15rem; }
  .stack td::before { content: attr(data-label); color: var(--soft); font-size: .85rem; }
  .stack td.bare::before { display: none; }
  .stack td details { grid-column: 1 / -1; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --sunk: #f2f2f2; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  nav, .skip { display: none; }
  .scroll { overflow: visible; border: 0; padding: 0; }
  .picture { max-width: 100%; height: auto; }
  .group, .cell, tr, .verdict { break-inside: avoid; }
  h2, h3, header, .hint { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
  </xsl:template>
</xsl:stylesheet>
