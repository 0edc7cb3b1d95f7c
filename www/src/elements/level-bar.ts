/** Bars on the level scale, as plain SVG: small, printable, coloured from outside. All of it is decoration. */
import { css, html, nothing, svg, type TemplateResult } from "lit";

const MAX_LEVEL = 4;
const at = (level: number): string => `${(Math.min(MAX_LEVEL, Math.max(0, level)) / MAX_LEVEL) * 100}%`;
const width = (from: number, to: number): string =>
  `${(Math.max(0, Math.min(MAX_LEVEL, to) - Math.max(0, from)) / MAX_LEVEL) * 100}%`;

/** The hatching of gaps; to be put once into each shadow tree that draws bars. */
export const hatching: TemplateResult = html`<svg width="0" height="0" aria-hidden="true" focusable="false" class="hatching">
  <defs>
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch-ground" width="6" height="6"></rect>
      <rect class="hatch-line" width="2.4" height="6"></rect>
    </pattern>
  </defs>
</svg>`;

/** Level, how sure it is, target and the gap between. */
export function gapBar(mastery: number, uncertainty: number, target: number): TemplateResult {
  return levelBar(
    mastery,
    uncertainty,
    target,
    svg`<line class="target" x1=${at(target)} x2=${at(target)} y1="0" y2="21"></line>`,
  );
}

/** Of several people: average level, how far they differ, and average gap. Their targets may differ, so none is drawn. */
export function groupBar(mastery: number, spread: number, gap: number): TemplateResult {
  return levelBar(mastery, spread, mastery + gap, nothing);
}

function levelBar(mastery: number, range: number, to: number, more: unknown): TemplateResult {
  const low = at(mastery - range);
  const high = at(mastery + range);
  return html`<svg class="bar" width="100%" height="28" aria-hidden="true" focusable="false">
    <rect class="track" x="0" y="4" width="100%" height="13" rx="3"></rect>
    <rect class="level" x="0" y="4" width=${at(mastery)} height="13" rx="3"></rect>
    <rect class="gap" x=${at(mastery)} y="4" width=${width(mastery, to)} height="13"></rect>
    ${[0, 1, 2, 3, 4].map((level) => svg`<line class="grid" x1=${at(level)} x2=${at(level)} y1="19" y2="22"></line>`)}
    <line class="unsure" x1=${low} x2=${high} y1="24" y2="24"></line>
    <line class="unsure" x1=${low} x2=${low} y1="21" y2="27"></line>
    <line class="unsure" x1=${high} x2=${high} y1="21" y2="27"></line>
    ${more}
  </svg>`;
}

/** How much of a gap is closed (full) and how much is left (hatched); the whole width is the gap. */
export function closingBar(before: number, after: number): TemplateResult {
  const closed = before > 0 ? ((before - after) / before) * 100 : 0;
  return html`<svg class="bar change" width="88" height="10" aria-hidden="true" focusable="false">
    <rect class="gap" x="0" y="0" width="100%" height="10" rx="2"></rect>
    <rect class="level" x="0" y="0" width="${closed}%" height="10" rx="2"></rect>
  </svg>`;
}

export const barStyles = css`
  .bar {
    display: block;
    overflow: visible;
  }
  .hatching {
    position: absolute;
  }
  .track {
    fill: var(--gw-sunken);
  }
  .level {
    fill: var(--gw-accent);
  }
  .gap {
    fill: url(#hatch);
  }
  .hatch-ground {
    fill: var(--gw-gap-soft);
  }
  .hatch-line {
    fill: var(--gw-gap);
  }
  .grid {
    stroke: var(--gw-control);
    stroke-width: 1;
  }
  .unsure {
    stroke: var(--gw-muted);
    stroke-width: 1.5;
  }
  .target {
    stroke: var(--gw-ink);
    stroke-width: 3;
  }
  @media print {
    .track,
    .level,
    .gap {
      print-color-adjust: exact;
    }
  }
`;
