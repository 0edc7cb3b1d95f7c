/** The gaps chart. */
import { css } from "lit";

export const gapsStyles = css`
  .head {
    margin-bottom: 0.75rem;
  }
  .order {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .note {
    margin-bottom: 1rem;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1.25rem;
    margin-bottom: 0.5rem;
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
  table.busy {
    box-shadow: 0 -2px 0 var(--gw-accent);
  }
  th {
    text-align: start;
    font-weight: inherit;
  }
  th,
  td {
    padding: 0.3rem 0;
    vertical-align: top;
  }
  thead th {
    font-size: var(--gw-small);
    color: var(--gw-muted);
    vertical-align: bottom;
    border-bottom: 1px solid var(--gw-line);
  }
  tbody {
    border-bottom: 1px solid var(--gw-line);
  }
  .number {
    width: 3.4rem;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  td.number {
    line-height: var(--gw-touch);
  }
  .strong {
    font-weight: 650;
    color: var(--gw-gap);
  }
  thead th:last-child {
    width: 3.25rem;
  }
  tbody td:last-child {
    text-align: end;
  }
  .what {
    display: flex;
    flex-direction: column;
  }
  .axis {
    display: none;
  }
  .unfold {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: var(--gw-touch);
    width: 100%;
    padding: 0.2rem 0;
    border: 0;
    background: none;
    font-weight: 600;
    text-align: start;
    line-height: 1.25;
    cursor: pointer;
  }
  .unfold:hover {
    color: var(--gw-accent);
  }
  .unfold::before {
    content: "";
    flex: none;
    width: 0.45rem;
    height: 0.45rem;
    border: solid var(--gw-muted);
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
  }
  .unfold[aria-expanded="true"]::before {
    transform: rotate(45deg);
  }
  .flag {
    display: inline-grid;
    place-items: center;
    width: var(--gw-touch);
    min-height: var(--gw-touch);
    border: 1px solid transparent;
    border-radius: 8px;
    background: none;
    color: var(--gw-muted);
    cursor: pointer;
  }
  .flag:hover {
    background: var(--gw-accent-soft);
    color: var(--gw-accent);
  }
  .flag[aria-pressed="true"] {
    background: var(--gw-accent);
    color: var(--gw-on-accent);
  }
  .part .unfold {
    padding-inline-start: 0.95rem;
    font-weight: 450;
  }
  .strong.none {
    color: var(--gw-muted);
    font-weight: inherit;
  }
  .reasons {
    padding: 0 0 0.5rem 1.9rem;
    max-width: 46rem;
    color: var(--gw-muted);
  }
  .contest {
    padding: 0 0 0.75rem 1.9rem;
  }
  @container (max-width: 35.99rem) {
    .contest,
    .reasons {
      padding-inline-start: 0.95rem;
    }
    .number {
      width: 2.6rem;
    }
  }
  @container (min-width: 36rem) {
    .what {
      flex-direction: row;
      align-items: center;
      gap: 1rem;
    }
    .what > :first-child {
      flex: 0 0 min(15rem, 38%);
      width: auto;
    }
    .what > .bar,
    .axis {
      flex: 1;
      min-width: 0;
    }
    .number {
      width: 3.6rem;
    }
    .axis {
      display: flex;
      justify-content: space-between;
      font-variant-numeric: tabular-nums;
    }
    .axis i {
      width: 0;
      display: flex;
      justify-content: center;
      font-style: normal;
    }
  }
`;
