/** What all elements share: reset, type, buttons, fields, focus. */
import { css } from "lit";
import { tokens } from "./tokens.js";

const shared = css`
  :host {
    display: block;
    container-type: inline-size;
    box-sizing: border-box;
    color: var(--gw-ink);
    font-family: var(--gapwise-font, inherit);
    line-height: 1.55;
    text-align: start;
    overflow-wrap: break-word;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  h4 {
    margin: 0;
    font-family: var(--gw-heading);
    line-height: 1.25;
    text-wrap: balance;
  }
  h2 {
    font-size: 1.5rem;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h3 {
    font-size: 1.15rem;
    font-weight: 650;
  }
  h4 {
    font-size: 1.05rem;
    font-weight: 600;
  }
  p {
    margin: 0;
    text-wrap: pretty;
  }
  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
  }
  a {
    color: var(--gw-accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.18em;
  }
  a:hover {
    text-decoration-thickness: 2px;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 3px solid var(--gw-focus);
    outline-offset: 2px;
    border-radius: 4px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-height: var(--gw-touch);
    padding: 0.4rem 1rem;
    border: 1px solid var(--gw-control);
    border-radius: 8px;
    background: var(--gw-surface);
    color: var(--gw-ink);
    font-weight: 550;
    line-height: 1.2;
    cursor: pointer;
    text-decoration: none;
  }
  .button:hover {
    border-color: var(--gw-accent);
    background: var(--gw-accent-soft);
  }
  .button.primary {
    border-color: var(--gw-accent);
    background: var(--gw-accent);
    color: var(--gw-on-accent);
  }
  .button.primary:hover {
    filter: brightness(1.08);
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--gw-accent);
  }
  .button.quiet:hover {
    background: var(--gw-accent-soft);
  }
  /** Where it stands under text, its words begin where the text does. */
  .button.flush {
    margin-inline-start: -1rem;
  }
  .button.danger {
    border-color: var(--gw-danger);
    color: var(--gw-danger);
  }
  .button[aria-pressed="true"] {
    border-color: var(--gw-accent);
    background: var(--gw-accent-soft);
    color: var(--gw-accent);
  }
  .button[disabled] {
    opacity: 0.55;
    cursor: default;
  }
  .button svg {
    flex: none;
  }
  .field {
    min-height: var(--gw-touch);
    padding: 0.4rem 0.75rem;
    border: 1px solid var(--gw-control);
    border-radius: 8px;
    background: var(--gw-surface);
  }
  input[type="checkbox"],
  input[type="radio"] {
    accent-color: var(--gw-accent);
    width: 1.15rem;
    height: 1.15rem;
    margin: 0;
    flex: none;
  }
  summary {
    cursor: pointer;
    min-height: var(--gw-touch);
    display: flex;
    align-items: center;
    gap: 0.5rem;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: "";
    width: 0.5rem;
    height: 0.5rem;
    margin: 0 0.15rem;
    border: solid var(--gw-muted);
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
    flex: none;
  }
  details[open] > summary::before {
    transform: rotate(45deg);
  }
  mark {
    background: var(--gw-mark);
    color: inherit;
    border-radius: 2px;
    padding: 0 0.08em;
  }
  .muted {
    color: var(--gw-muted);
  }
  .small {
    font-size: var(--gw-small);
  }
  .card {
    background: var(--gw-surface);
    border: 1px solid var(--gw-line);
    border-radius: var(--gw-radius);
  }
  .note {
    padding: 0.7rem 1rem;
    border-radius: var(--gw-radius);
    background: var(--gw-accent-soft);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .spread {
    justify-content: space-between;
  }
  .stack > * + * {
    margin-top: 1rem;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: no-preference) {
    summary::before,
    .button {
      transition:
        transform 0.15s,
        background-color 0.15s,
        border-color 0.15s;
    }
  }
  @media print {
    :host {
      --gw-surface: #fff;
      --gw-page: #fff;
    }
    .no-print.no-print,
    .button.button {
      display: none;
    }
  }
`;

/** Styles that every element starts from. */
export const baseStyles = [tokens, shared];
