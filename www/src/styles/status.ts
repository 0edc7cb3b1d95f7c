/** Loading and error states. */
import { css } from "lit";

export const statusStyles = css`
  .loading {
    max-width: 28rem;
    margin: 2rem auto;
    padding: 0 1rem;
  }
  progress {
    width: 100%;
    height: 0.6rem;
    accent-color: var(--gw-accent);
  }
  .problem {
    margin: 1rem 0;
    padding: 1rem 1.25rem;
    border: 1px solid var(--gw-danger);
    border-inline-start-width: 6px;
    border-radius: var(--gw-radius);
    background: var(--gw-surface);
  }
  .problem > * + * {
    margin-top: 0.5rem;
  }
`;
