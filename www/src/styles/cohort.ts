/** The view of several teachers at once. */
import { css } from "lit";

export const cohortStyles = css`
  h2 + .intro {
    margin-top: 0.4rem;
  }
  .intro,
  .map > .muted,
  .groups > .muted {
    max-width: 46rem;
  }
  .drop {
    margin-top: 1rem;
    padding: 1.1rem 1.25rem;
    border: 2px dashed var(--gw-control);
  }
  .drop > * + * {
    margin-top: 0.6rem;
  }
  .drop > p {
    max-width: 46rem;
  }
  .dropping {
    border-color: var(--gw-accent);
    background: var(--gw-accent-soft);
  }
  .problem li {
    padding: 0.2rem 0;
    overflow-wrap: anywhere;
  }
  .files {
    margin-top: 0.75rem;
    padding: 0.25rem 1.25rem;
  }
  .files[open] {
    padding-bottom: 1.1rem;
  }
  .files > summary {
    font-weight: 600;
  }
  .files li {
    padding: 0.4rem 0;
    border-bottom: 1px solid var(--gw-line);
    flex-wrap: nowrap;
  }
  .files li p {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .files li .button {
    flex: none;
  }
  .files ul {
    margin-bottom: 0.5rem;
  }
  .files > .small {
    margin-bottom: 0.6rem;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.85rem 1.75rem;
    margin-top: 1.25rem;
  }
  .controls .entry {
    gap: 0.3rem;
  }
  .busy {
    box-shadow: 0 -2px 0 var(--gw-accent);
  }
  .map,
  .groups {
    margin-top: 2rem;
  }
  .head {
    margin-bottom: 0.4rem;
  }
  .head .entry {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .head .entry > span {
    color: var(--gw-muted);
    font-size: var(--gw-small);
    font-weight: inherit;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1.25rem;
    margin: 0.5rem 0;
    color: var(--gw-muted);
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  th,
  td {
    padding: 0.4rem 0;
    border-bottom: 1px solid var(--gw-line);
    text-align: start;
    vertical-align: top;
    font-weight: inherit;
  }
  thead th {
    color: var(--gw-muted);
    font-size: var(--gw-small);
    line-height: 1.2;
    vertical-align: bottom;
  }
  tbody th[scope="row"] {
    line-height: 1.3;
  }
  tbody th .bar {
    margin-top: 0.15rem;
  }
  .standard th {
    padding: 1.1rem 0 0.35rem;
    font-weight: 650;
  }
  .number {
    width: 4rem;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .strong {
    font-weight: 650;
    color: var(--gw-gap);
  }
  .strong.none {
    font-weight: inherit;
    color: var(--gw-muted);
  }
  .have {
    width: 9.5rem;
    padding-inline-start: 1.5rem;
    font-variant-numeric: tabular-nums;
  }
  .have meter {
    display: block;
    width: 100%;
    height: 0.5rem;
  }
  meter::-webkit-meter-bar {
    height: 0.5rem;
    border: 0;
    border-radius: 999px;
    background: var(--gw-sunken);
  }
  meter::-webkit-meter-optimum-value {
    background: var(--gw-gap);
  }
  meter::-moz-meter-bar {
    background: var(--gw-gap);
  }
  .groups > * + * {
    margin-top: 0.75rem;
  }
  .take {
    margin-top: 1.5rem;
  }
  @container (max-width: 40rem) {
    .number {
      width: 3rem;
    }
    .spread-of {
      width: 3.4rem;
    }
    .have {
      width: 3.75rem;
      padding-inline-start: 0.6rem;
    }
    .controls .entry {
      flex: 1 1 100%;
    }
    .take .button {
      flex: 1 1 auto;
    }
  }
  @media print {
    .map tr {
      break-inside: avoid;
    }
  }
`;
