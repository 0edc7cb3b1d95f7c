/** The search. */
import { css } from "lit";

export const searchStyles = css`
  h2 {
    margin-bottom: 0.75rem;
  }
  .bar {
    position: relative;
  }
  .bar .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.9rem;
    display: grid;
    place-items: center;
    color: var(--gw-muted);
    pointer-events: none;
  }
  input[type="search"] {
    width: 100%;
    min-height: 3.25rem;
    padding: 0.5rem 1rem 0.5rem 2.75rem;
    border: 1px solid var(--gw-control);
    border-radius: 12px;
    background: var(--gw-surface);
    font-size: 1.1rem;
  }
  input::placeholder {
    color: var(--gw-muted);
    opacity: 1;
  }
  .columns {
    margin-top: 1rem;
  }
  .filters > summary {
    font-weight: 600;
    padding-inline: 0.75rem;
    border: 1px solid var(--gw-control);
    border-radius: 8px;
    background: var(--gw-surface);
  }
  .clear {
    padding-inline: 0.25rem;
  }
  .results {
    margin-top: 1rem;
    min-width: 0;
  }
  .sort {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .corrected,
  .shortened {
    margin-top: 0.5rem;
  }
  .corrected .button {
    padding-inline: 0.25rem;
    text-decoration: underline;
  }
  .empty {
    padding: 3rem 1rem;
    text-align: center;
  }
  .hit {
    padding: 1.1rem 0;
    border-bottom: 1px solid var(--gw-line);
  }
  .hit > * + * {
    margin-top: 0.35rem;
  }
  .hit h3 {
    overflow-wrap: anywhere;
  }
  .excerpt {
    max-width: 46rem;
    overflow-wrap: anywhere;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem;
    align-items: center;
    flex: 1;
  }
  .tag {
    padding: 0.05rem 0.6rem;
    border-radius: 999px;
    background: var(--gw-accent-soft);
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 1rem;
    margin-top: 1.25rem;
  }
  @container (min-width: 50rem) {
    .columns {
      display: grid;
      grid-template-columns: 16rem minmax(0, 1fr);
      gap: 2.5rem;
      align-items: start;
    }
    .filters > summary {
      border: 0;
      padding: 0;
      background: none;
      font-size: 1.1rem;
    }
    .results {
      margin-top: 0;
    }
  }
`;
