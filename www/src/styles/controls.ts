/** Rows of a form: sliders, choices, chips. */
import { css } from "lit";

export const controlStyles = css`
  .amounts {
    display: flex;
    flex-wrap: wrap;
    gap: 1rem 2rem;
  }
  .rows {
    display: grid;
    gap: 0.25rem 1rem;
  }
  .slider {
    display: grid;
    grid-template-columns: minmax(6.5rem, 1fr) minmax(7rem, 2fr) 5.5rem;
    align-items: center;
    gap: 0 0.75rem;
    min-height: var(--gw-touch);
  }
  .slider input {
    width: 100%;
    height: var(--gw-touch);
    margin: 0;
    accent-color: var(--gw-accent);
    cursor: pointer;
  }
  .slider output {
    color: var(--gw-muted);
    font-size: var(--gw-small);
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
  }
  .entry {
    display: grid;
    gap: 0.25rem;
  }
  .entry > span {
    font-weight: 550;
  }
  .entry .field {
    width: 100%;
    min-width: 0;
  }
  .entries {
    display: grid;
    align-items: end;
    gap: 0.85rem 1rem;
    grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-height: var(--gw-touch);
    width: fit-content;
    cursor: pointer;
  }
  .block {
    margin-top: 1.1rem;
  }
  .block > legend {
    margin-bottom: 0.25rem;
    font-size: 1rem;
    font-weight: 600;
  }
  @container (max-width: 24rem) {
    .slider {
      grid-template-columns: 1fr auto;
    }
    .slider input {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
`;
