/** The playlist, on screen and on paper. */
import { css } from "lit";

export const playlistStyles = css`
  .head {
    margin-bottom: 0.75rem;
  }
  .note {
    margin-bottom: 1rem;
  }
  /* A line, not paler text: what is being replaced stays as readable as before. */
  .busy {
    box-shadow: 0 -2px 0 var(--gw-accent);
  }
  .setup {
    margin-bottom: 1.25rem;
    padding: 0.25rem 1rem;
  }
  .setup[open] {
    padding-bottom: 1.25rem;
  }
  .setup > summary {
    font-weight: 600;
  }
  .summary .totals {
    font-size: 1.2rem;
    font-weight: 600;
  }
  .summary details {
    color: var(--gw-muted);
  }
  .summary details p {
    max-width: 44rem;
    padding-bottom: 0.5rem;
  }
  .amounts {
    margin: 0.25rem 0 0.75rem;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .amounts th,
  .amounts td {
    padding: 0.25rem 1rem 0.25rem 0;
    overflow-wrap: anywhere;
    text-align: end;
    font-weight: inherit;
    border-bottom: 1px solid var(--gw-line);
  }
  .amounts th[scope="row"] {
    text-align: start;
  }
  .beginning p {
    max-width: 44rem;
    margin-bottom: 0.5rem;
  }
  .beginning summary {
    color: var(--gw-muted);
  }
  .beginning details[open] {
    padding-bottom: 0.75rem;
  }
  .difference {
    margin-top: 0.75rem;
    padding-block: 0.15rem;
  }
  .difference[open] {
    padding-bottom: 0.5rem;
  }
  .difference li {
    padding: 0.1rem 0 0.1rem 1.2rem;
  }
  .session {
    margin-top: 1.75rem;
  }
  .date,
  .now {
    margin-inline-start: 0.4rem;
    color: var(--gw-muted);
    font-size: var(--gw-small);
    font-weight: 450;
  }
  .now {
    color: var(--gw-accent);
    font-weight: 600;
  }
  .week {
    padding-bottom: 0.4rem;
    margin-bottom: 0.75rem;
    border-bottom: 2px solid var(--gw-line);
  }
  .used {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    color: var(--gw-muted);
    font-variant-numeric: tabular-nums;
  }
  meter {
    width: 6rem;
    height: 0.6rem;
    border-radius: 999px;
    background: var(--gw-sunken);
    border: 0;
    overflow: hidden;
  }
  meter::-webkit-meter-bar {
    height: 0.6rem;
    border: 0;
    border-radius: 999px;
    background: var(--gw-sunken);
  }
  meter::-webkit-meter-optimum-value {
    background: var(--gw-accent);
  }
  meter::-moz-meter-bar {
    background: var(--gw-accent);
  }
  ol > li + li {
    margin-top: 0.75rem;
  }
  .item {
    padding: 0.9rem 1.1rem;
  }
  .item > * + * {
    margin-top: 0.4rem;
  }
  .label {
    color: var(--gw-muted);
    font-size: var(--gw-small);
    font-weight: 600;
  }
  .closes {
    display: flex;
    gap: 0.15rem 0.75rem;
    align-items: baseline;
  }
  .closes ul {
    display: grid;
    grid-template-columns: minmax(0, max-content) auto auto;
    align-items: center;
    gap: 0.1rem 0.75rem;
  }
  .closes li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: center;
  }
  .change {
    font-variant-numeric: tabular-nums;
    font-size: var(--gw-small);
    color: var(--gw-muted);
  }
  .why {
    max-width: 46rem;
  }
  .why.other {
    margin-top: 0.15rem;
    color: var(--gw-muted);
  }
  .reasons > summary {
    width: fit-content;
    color: var(--gw-muted);
  }
  .reviews {
    margin-top: 0.5rem;
    padding-inline-start: 0.25rem;
  }
  .reviews li {
    padding: 0.15rem 0 0.15rem 1.2rem;
  }
  .help {
    margin-top: 0.4rem;
  }
  .practice {
    margin-top: 0.75rem;
    padding: 0.8rem 1.1rem;
    border-inline-start: 4px solid var(--gw-accent);
    border-radius: 4px var(--gw-radius) var(--gw-radius) 4px;
    background: var(--gw-accent-soft);
  }
  .tried {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
  }
  .tried .button {
    flex: none;
  }
  .notes {
    margin-top: 0.25rem;
    color: var(--gw-muted);
  }
  .notes + .button {
    margin: 0.4rem 0;
  }
  .notes li {
    padding: 0.15rem 0;
  }
  .practice h4 {
    font-size: var(--gw-small);
    color: var(--gw-accent);
  }
  .aside {
    margin-top: 1.25rem;
    border-top: 1px solid var(--gw-line);
    padding-top: 0.25rem;
  }
  .aside > summary {
    font-weight: 600;
  }
  .aside h3 {
    margin: 0.75rem 0 0.25rem;
    font-size: 1rem;
  }
  .aside li {
    padding: 0.35rem 0;
  }
  .unfilled ul {
    display: grid;
    gap: 0.25rem 2rem;
  }
  @container (min-width: 46rem) {
    .unfilled ul {
      grid-template-columns: 1fr 1fr;
    }
  }
  @container (max-width: 29.99rem) {
    .closes {
      display: block;
    }
    .closes ul {
      grid-template-columns: auto 1fr;
    }
    .closes .competency {
      grid-column: 1 / -1;
    }
    .head .row,
    .head .button {
      flex: 1 1 auto;
    }
  }
  @media print {
    .item {
      border: 0;
      border-bottom: 1px solid #999;
      border-radius: 0;
      padding: 0.5rem 0;
      break-inside: avoid;
    }
    .week {
      break-after: avoid;
    }
    .practice {
      break-inside: avoid;
      background: none;
    }
    .item,
    .session {
      background: none;
    }
    .unfilled,
    .reasons,
    summary::before {
      display: none;
    }
    summary {
      min-height: 0;
    }
    /* On paper what is folded cannot be unfolded. */
    .reviews::details-content {
      display: block;
      content-visibility: visible;
    }
    .item h4 a {
      color: inherit;
    }
    .item h4 a::after {
      content: "  " attr(href);
      display: block;
      font-size: 0.8rem;
      font-weight: 400;
      overflow-wrap: anywhere;
    }
  }
`;
