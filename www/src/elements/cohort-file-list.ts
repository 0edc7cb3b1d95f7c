/** The learner files that are open, to be closed one by one, and those that could not be read. */
import { html, nothing, type TemplateResult } from "lit";
import type { CohortFiles } from "../cohort-files.js";
import type { RoleInfo } from "../engine/index.js";
import { messages } from "../messages.js";
import { renderTick } from "./form-parts.js";
import { icons } from "./icons.js";

/** What people are called on the page. */
export interface Naming {
  nameOf: (number: number) => string;
  /** Whether by the names of their files. */
  named: boolean;
  setNamed: (named: boolean) => void;
}

export function renderFiles(files: CohortFiles, roles: RoleInfo[], naming: Naming): TemplateResult | typeof nothing {
  const { cohort, setup } = messages;
  if (files.files.length === 0) return nothing;
  const roleOf = (role: string | undefined) => roles.find(({ id }) => id === role)?.title ?? setup.anyRole;
  return html`<details class="files card no-print">
    <summary>${cohort.read(files.files.length)}</summary>
    <ul aria-label=${cohort.files}>
      ${files.files.map((file) => {
        const { number, name, learner } = file;
        const called = naming.nameOf(number);
        return html`<li class="row spread">
          <p>
            <strong>${cohort.file(number)}</strong> <bdi>${name}</bdi><br />
            <span class="small muted">${cohort.about(roleOf(learner.role), learner.evidence?.length ?? 0)}</span>
          </p>
          <button class="button quiet" aria-label=${cohort.closeLabel(called)} @click=${() => files.close(file, called)}>
            ${icons.cross}${cohort.close}
          </button>
        </li>`;
      })}
    </ul>
    ${renderTick(cohort.names, naming.named, naming.setNamed)}
    ${renderTick(cohort.keep, files.keeping === "kept", (on) => void files.keep(on))}
    <p class="small muted" role="status">${cohort[files.keeping]}</p>
    <button class="button" @click=${() => files.closeAll()}>${icons.cross}${cohort.closeAll}</button>
  </details>`;
}

export function renderRefused(files: CohortFiles): TemplateResult | typeof nothing {
  const { cohort } = messages;
  const { refused } = files;
  if (refused.length === 0) return nothing;
  return html`<div class="problem no-print" role="alert">
    <p><strong>${cohort.refused(refused.length, files.files.length)}</strong></p>
    <ul>
      ${refused.map(
        ({ name, problem }) => html`<li>
          <bdi><strong>${name}</strong></bdi>: ${problem.message} ${problem.hint ?? ""}
          ${problem.code ? html`<span class="small muted">${messages.pack.code(problem.code)}</span>` : nothing}
        </li>`,
      )}
    </ul>
    <button class="button" @click=${() => files.forgetRefused()}>${cohort.hideRefused}</button>
  </div>`;
}
