/** How a problem is shown: what happened, what to do, and its code for a report. Styled by `statusStyles`. */
import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../messages.js";
import type { Problem } from "../problem.js";

/** The block of a problem; nothing where there is none. */
export function renderProblem(
  problem: Problem | undefined,
  heading: string,
  retry?: () => void,
): TemplateResult | typeof nothing {
  if (!problem) return nothing;
  const { message, hint, code } = problem;
  return html`<div class="problem" part="error" role="alert">
    <p><strong>${heading}</strong></p>
    <p>${message}</p>
    ${hint ? html`<p>${hint}</p>` : nothing}
    ${code ? html`<p class="small muted">${messages.pack.code(code)}</p>` : nothing}
    ${retry ? html`<button class="button" @click=${retry}>${messages.pack.retry}</button>` : nothing}
  </div>`;
}
