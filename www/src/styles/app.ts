/** The page around the views. */
import { css } from "lit";

export const appStyles = css`
  :host {
    min-height: 100vh;
    min-height: 100dvh;
    display: flex;
    flex-direction: column;
    background: var(--gw-page);
    font-size: 1.0625rem;
  }
  .skip {
    position: absolute;
    inset-block-start: -6rem;
    inset-inline-start: 1rem;
    z-index: 20;
    padding: 0.7rem 1.1rem;
    border-radius: 0 0 8px 8px;
    background: var(--gw-accent);
    color: var(--gw-on-accent);
  }
  .skip:focus {
    inset-block-start: 0;
  }
  header {
    border-bottom: 1px solid var(--gw-line);
    background: var(--gw-surface);
  }
  .inner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 2rem;
    max-width: 84rem;
    margin: 0 auto;
    padding: 0.4rem clamp(1rem, 3cqw, 2.5rem);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    font-size: 1.25rem;
    font-weight: 700;
    letter-spacing: -0.015em;
    min-height: var(--gw-touch);
  }
  .brand svg {
    color: var(--gw-accent);
  }
  .brand .aim {
    fill: var(--gw-gap);
  }
  nav {
    flex: 1;
  }
  nav ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  nav a {
    display: flex;
    align-items: center;
    justify-content: center;
    min-height: 3rem;
    padding: 0 0.9rem;
    border-bottom: 3px solid transparent;
    color: var(--gw-muted);
    font-weight: 550;
    text-decoration: none;
  }
  nav a:hover {
    color: var(--gw-accent);
    border-color: var(--gw-line);
  }
  nav a[aria-current] {
    color: var(--gw-accent);
    border-color: var(--gw-accent);
  }
  .theme .field {
    font-size: var(--gw-small);
  }
  .network p {
    display: flex;
    justify-content: center;
    align-items: center;
    gap: 0.6rem;
    padding: 0.5rem 1rem;
    background: var(--gw-accent-soft);
    font-size: var(--gw-small);
  }
  main {
    flex: 1;
    width: 100%;
    max-width: 84rem;
    margin: 0 auto;
    padding: clamp(1.25rem, 3cqw, 2.5rem) clamp(1rem, 3cqw, 2.5rem) 4rem;
  }
  main:focus {
    outline: none;
  }
  h1 {
    font-size: clamp(1.75rem, 1.4rem + 1.5cqw, 2.4rem);
    font-weight: 700;
    letter-spacing: -0.02em;
    margin-bottom: 1.25rem;
  }
  footer {
    padding: 1.25rem clamp(1rem, 3cqw, 2.5rem);
    border-top: 1px solid var(--gw-line);
    color: var(--gw-muted);
    font-size: var(--gw-small);
    text-align: center;
  }
  @container (max-width: 47.99rem) {
    .inner {
      gap: 0;
      justify-content: space-between;
      padding-bottom: 0;
    }
    nav {
      order: 3;
      flex: 0 0 100%;
    }
    nav ul {
      justify-content: space-between;
      gap: 0;
    }
    nav li {
      flex: 1 1 auto;
    }
    nav a {
      padding: 0 0.35rem;
      white-space: nowrap;
    }
  }
  @media print {
    :host {
      display: block;
      min-height: 0;
      background: none;
      font-size: 11pt;
    }
    header,
    footer,
    .network {
      display: none;
    }
    main {
      padding: 0;
      max-width: none;
    }
  }
`;
