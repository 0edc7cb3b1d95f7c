/** The colours, type and spacing of all elements. Each can be set from outside by its `--gapwise-…` name. */
import { css } from "lit";

export const tokens = css`
  :host {
    --gw-page: var(--gapwise-page, light-dark(#f8f7f3, #12161b));
    --gw-surface: var(--gapwise-surface, light-dark(#ffffff, #1a2027));
    --gw-sunken: var(--gapwise-sunken, light-dark(#f0eee8, #232b34));
    --gw-ink: var(--gapwise-ink, light-dark(#1b2430, #ebe8e1));
    --gw-muted: var(--gapwise-muted, light-dark(#525c69, #aeb7c1));
    --gw-line: var(--gapwise-line, light-dark(#dcd8ce, #333d48));
    --gw-control: var(--gapwise-control, light-dark(#737a84, #7d8894));
    --gw-accent: var(--gapwise-accent, light-dark(#0b5c66, #82d2d8));
    --gw-on-accent: var(--gapwise-on-accent, light-dark(#ffffff, #06262a));
    --gw-accent-soft: var(--gapwise-accent-soft, light-dark(#e1eff0, #18363c));
    --gw-gap: var(--gapwise-gap, light-dark(#b0440e, #f2a477));
    --gw-gap-soft: var(--gapwise-gap-soft, light-dark(#fbeadf, #3d2a20));
    --gw-danger: var(--gapwise-danger, light-dark(#a3231d, #ff9d94));
    --gw-mark: var(--gapwise-mark, light-dark(#ffe9a3, #5a4a12));
    --gw-focus: var(--gapwise-focus, light-dark(#0b5c66, #ffd76a));
    --gw-radius: var(--gapwise-radius, 10px);
    --gw-heading: var(--gapwise-heading-font, inherit);
    --gw-small: 0.9rem;
    --gw-touch: 2.75rem;
  }
`;
