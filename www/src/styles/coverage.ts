/** The coverage table. */
import { css } from "lit";

export const coverageStyles = css`
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.75rem 1.25rem;
    margin: 1rem 0 1.25rem;
  }
  .min {
    width: 5.5rem;
  }
  gapwise-review {
    margin-top: 1.5rem;
  }
  .thin ul {
    columns: 16rem;
    column-gap: 2rem;
    padding-bottom: 0.75rem;
  }
  .thin li {
    break-inside: avoid;
    padding: 0.1rem 0;
  }
  .scroll {
    overflow: auto;
    max-height: 80vh;
    border: 1px solid var(--gw-line);
    border-radius: var(--gw-radius);
    background: var(--gw-surface);
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    width: 100%;
  }
  th,
  td {
    border-bottom: 1px solid var(--gw-line);
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 2;
    padding: 0.6rem 0.5rem;
    background: var(--gw-surface);
    font-size: var(--gw-small);
    line-height: 1.2;
    text-align: center;
    vertical-align: bottom;
  }
  .first {
    position: sticky;
    left: 0;
    z-index: 1;
    min-width: 9.5rem;
    padding: 0.35rem 0.75rem;
    background: var(--gw-surface);
    text-align: start;
    font-weight: 450;
    line-height: 1.3;
  }
  thead .first {
    z-index: 3;
    text-align: start;
    font-weight: 600;
  }
  .leaf .first {
    padding-inline-start: 1.25rem;
  }
  .heading > * {
    background: var(--gw-sunken);
  }
  .heading .first {
    font-weight: 650;
  }
  .code {
    color: var(--gw-muted);
    font-variant-numeric: tabular-nums;
  }
  .below {
    margin-inline-start: 0.3rem;
    padding: 0 0.45rem;
    border-radius: 999px;
    background: var(--gw-gap-soft);
    color: var(--gw-gap);
    font-size: 0.8rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .cell {
    min-width: 3.5rem;
    padding: 2px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  .cell span,
  .cell button {
    display: grid;
    place-items: center;
    width: 100%;
    min-height: 2.5rem;
    border: 0;
    border-radius: 6px;
    background: var(--heat, transparent);
    color: var(--heat-ink, inherit);
  }
  .cell span {
    color: var(--gw-muted);
  }
  .cell button {
    cursor: pointer;
  }
  .cell button:hover {
    box-shadow: inset 0 0 0 2px var(--gw-accent);
  }
  .cell button[aria-expanded="true"] {
    box-shadow: inset 0 0 0 3px var(--gw-ink);
  }
  .heat-1 {
    --heat: color-mix(in oklab, var(--gw-accent) 12%, var(--gw-surface));
  }
  .heat-2 {
    --heat: color-mix(in oklab, var(--gw-accent) 26%, var(--gw-surface));
  }
  .heat-3 {
    --heat: color-mix(in oklab, var(--gw-accent) 85%, var(--gw-surface));
    --heat-ink: var(--gw-on-accent);
  }
  .heat-4 {
    --heat: var(--gw-accent);
    --heat-ink: var(--gw-on-accent);
  }
  .hours {
    padding: 0 0.6rem;
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
    font-size: var(--gw-small);
    color: var(--gw-muted);
  }
  .list td {
    padding: 0;
  }
  .listed {
    position: sticky;
    left: 0;
    max-width: min(46rem, 100cqw);
    padding: 0.75rem 1.25rem 1rem;
  }
  .listed li {
    padding: 0.35rem 0;
  }
  @container (max-width: 40rem) {
    .first {
      max-width: 11rem;
    }
  }
`;
