/** A study group: who, what they share, and their playlist. */
import { css } from "lit";

export const studyGroupStyles = css`
  .group {
    padding: 1rem 1.25rem;
  }
  .group > * + * {
    margin-top: 0.6rem;
  }
  .group > h4 {
    font-size: 1.15rem;
    font-weight: 650;
  }
  dl {
    margin: 0;
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.4rem 1.25rem;
  }
  dt {
    color: var(--gw-muted);
    font-size: var(--gw-small);
    font-weight: 600;
    max-width: 11rem;
    padding-top: 0.15rem;
  }
  dd {
    margin: 0;
    min-width: 0;
  }
  .people,
  .common {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 0.4rem;
  }
  .people li,
  .common li {
    min-width: 0;
    padding: 0 0.6rem;
    border-radius: 999px;
    background: var(--gw-sunken);
    overflow-wrap: anywhere;
  }
  .common li {
    background: var(--gw-gap-soft);
  }
  .playlist {
    border-top: 1px solid var(--gw-line);
    padding-top: 0.25rem;
  }
  .playlist > .row {
    margin-top: 0.6rem;
  }
  @container (max-width: 34rem) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0.2rem;
    }
    dt {
      max-width: none;
    }
    dt:not(:first-of-type) {
      margin-top: 0.4rem;
    }
    .group {
      padding-inline: 1rem;
    }
  }
  @media print {
    .group {
      border: 0;
      padding: 0;
    }
    /* On paper the playlist is there whether it was unfolded or not. */
    .playlist::details-content {
      display: block;
      content-visibility: visible;
    }
    .playlist > summary::before,
    .aside {
      display: none;
    }
  }
`;
