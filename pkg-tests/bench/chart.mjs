/** A chart of bars on a logarithmic scale, as an SVG that is legible on light and on dark ground. */

const ROW = 22;
const BARS = 470;
const VALUE = 150;
/** About the width of a letter. */
const LETTER = 7;

const plain = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * Groups of bars. A bar is `{ label, value, upper, own, text }`: `upper` draws a thin line up to it, `own` marks ours, a
 * bar without a value only has its text.
 */
export function chart({ title, unit, groups }) {
  const labels = groups.flatMap(({ bars }) => bars.map(({ label }) => label.length));
  const left = 24 + LETTER * Math.max(...labels);
  const width = left + BARS + VALUE;
  const values = groups
    .flatMap(({ bars }) => bars.flatMap(({ value, upper }) => [value, upper]))
    .filter((value) => value > 0);
  const low = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values) * 1.001));
  const x = (value) => left + (BARS * Math.log10(value / low)) / Math.log10(high / low);
  const parts = [];
  let y = 56;
  const top = y - 8;
  for (const { name, bars } of groups) {
    parts.push(`<text class="group" x="8" y="${y + 15}">${plain(name)}</text>`);
    y += ROW;
    for (const { label, value, upper, own, text } of bars) {
      parts.push(`<text class="label" x="${left - 8}" y="${y + 15}" text-anchor="end">${plain(label)}</text>`);
      const end = value > 0 ? Math.max(x(value), left + 1) : left;
      if (value > 0)
        parts.push(
          `<rect class="${own ? "own" : "peer"}" x="${left}" y="${y + 4}" width="${(end - left).toFixed(1)}" height="14"/>`,
        );
      if (upper > value)
        parts.push(`<path class="upper" d="M${end.toFixed(1)} ${y + 11}H${x(upper).toFixed(1)}m0 -4v8"/>`);
      const at = Math.max(end, upper > 0 ? x(upper) : 0) + 6;
      parts.push(`<text class="value" x="${at.toFixed(1)}" y="${y + 15}">${plain(text)}</text>`);
      y += ROW;
    }
    y += 8;
  }
  const ticks = [];
  for (let tick = low; tick <= high * 1.001; tick *= 10) {
    const at = x(tick).toFixed(1);
    ticks.push(
      `<path class="tick" d="M${at} ${top}V${y}"/><text class="tick-text" x="${at}" y="${y + 16}" text-anchor="middle">${Number(tick.toPrecision(1))}</text>`,
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 28}" role="img" aria-labelledby="title">
<title id="title">${plain(title)}</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1c2330 }
.head { font-size: 16px; font-weight: 600 }
.group { font-weight: 600 }
.tick { stroke: #8a94a6; stroke-opacity: .35 } .tick-text { font-size: 11px }
.own { fill: #0a7d6c } .peer { fill: #8a94a6 } .upper { stroke: #1c2330; fill: none }
rect.ground { fill: #fff }
@media (prefers-color-scheme: dark) {
text { fill: #e8ebf0 } .own { fill: #3fc9b0 } .peer { fill: #76819a } .upper { stroke: #e8ebf0 } rect.ground { fill: #14181f }
}
</style>
<rect class="ground" width="${width}" height="${y + 28}"/>
<text class="head" x="8" y="24">${plain(title)}</text>
<text class="label" x="8" y="42">${plain(unit)}</text>
${ticks.join("\n")}
${parts.join("\n")}
</svg>
`;
}
