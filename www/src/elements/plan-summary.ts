/** The plan as a whole: how much, how good, beside what research found, and when it begins. */
import { html, nothing, type TemplateResult } from "lit";
import { weekOf } from "../choices.js";
import type { Playlist, Totals } from "../engine/index.js";
import { messages } from "../messages.js";

export function renderSummary(plan: Playlist): TemplateResult {
  return html`<div class="summary" part="summary">
    <p class="totals">${messages.playlist.summary(plan.items.length, plan.minutes, plan.budget)}</p>
    ${
      plan.items.length > 0
        ? html`<p>${messages.playlist.gap(plan.gapBefore, plan.gapAfter)} ${messages.playlist.ratio(plan.ratio)}</p>
            <details class="small no-print">
              <summary>${messages.playlist.how}</summary>
              <p class="muted">${messages.playlist.howText}</p>
            </details>
            ${renderTotals(plan.totals)}`
        : nothing
    }
  </div>`;
}

function renderTotals(totals: Totals): TemplateResult {
  const { hoursPlanned, hoursDone, hoursEnough, skills, practicePlanned, practiceDone, practiceEnough } = totals;
  const { totals: say } = messages;
  return html`<details class="small">
    <summary>${say.line(hoursPlanned, hoursDone, hoursEnough)}</summary>
    <table class="amounts">
      <thead>
        <tr>
          <td></td>
          <th scope="col">${say.planned}</th>
          <th scope="col">${say.done}</th>
          <th scope="col">${say.enough}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${say.hours}</th>
          <td>${say.of(hoursPlanned)}</td>
          <td>${say.of(hoursDone)}</td>
          <td>${say.of(hoursEnough)}</td>
        </tr>
        <tr>
          <th scope="row">${say.practice} ${skills > 0 ? html`<span class="muted">${say.skills(skills)}</span>` : nothing}</th>
          <td>${skills > 0 ? say.of(practicePlanned) : say.none}</td>
          <td>${say.of(skills > 0 ? practiceDone / skills : practiceDone)}</td>
          <td>${say.of(practiceEnough)}</td>
        </tr>
      </tbody>
    </table>
    <p class="muted">${say.sources}</p>
  </details>`;
}

/** When the plan began, or the button that begins it. */
export function renderBeginning(
  start: string | undefined,
  today: string,
  weeks: number,
  begin: (on: boolean) => void,
): TemplateResult {
  const { session } = messages;
  return html`<div class="beginning no-print">
    ${
      start === undefined
        ? html`<details class="small">
            <summary>${session.notBegun}</summary>
            <p class="muted">${session.beginText}</p>
            <button class="button" @click=${() => begin(true)}>${session.begin}</button>
          </details>`
        : html`<details class="small">
            <summary>${session.begun(start, weekOf(today, start), weeks)}</summary>
            <p class="muted">${session.replanText}</p>
            <button class="button" @click=${() => begin(false)}>${session.endIt}</button>
          </details>`
    }
  </div>`;
}
