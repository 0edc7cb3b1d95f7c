/** The map of a group's gaps: a table with a bar in each row, what counts most first or under the standards. */
import { html, nothing, type TemplateResult } from "lit";
import type { CompetencyIndex } from "../competency-index.js";
import type { CohortGap } from "../engine/index.js";
import { messages } from "../messages.js";
import { renderSelect } from "./form-parts.js";
import { groupBar } from "./level-bar.js";

export type CohortOrder = "gap" | "standard";

/** How many rows are shown, what counts most first, before "Show all". */
const SHOWN = 12;

export interface CohortMapView {
  size: number;
  order: CohortOrder;
  /** Whether all rows are shown, in the order of what counts. */
  all: boolean;
  change: (view: { order?: CohortOrder; all?: boolean }) => void;
}

/** Rows under their standard's name, which is undefined for those in one list. */
interface Part {
  standard: string | undefined;
  rows: CohortGap[];
}

export function renderCohortMap(gaps: CohortGap[], index: CompetencyIndex, view: CohortMapView): TemplateResult {
  const { cohort } = messages;
  const { size, order, all } = view;
  return html`<div class="row spread head">
      <h3 id="map">${cohort.map}</h3>
      <div class="no-print">
        ${renderSelect(
          cohort.order,
          [
            ["gap", cohort.byGap],
            ["standard", cohort.byStandard],
          ],
          order,
          (chosen) => view.change({ order: chosen }),
        )}
      </div>
    </div>
    <p class="muted">${cohort.mapText(size)}</p>
    ${gaps.every(({ open }) => open === 0) ? html`<p class="note">${cohort.noGap}</p>` : nothing} ${renderLegend()}
    <table part="map" aria-labelledby="map">
      <caption class="visually-hidden">
        ${cohort.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${cohort.competency}</th>
          <th scope="col" class="number">${cohort.level}</th>
          <th scope="col" class="number spread-of">${cohort.spread}</th>
          <th scope="col" class="number">${cohort.gap}</th>
          <th scope="col" class="have">${cohort.have}</th>
        </tr>
      </thead>
      ${partsOf(gaps, index, view).map(
        ({ standard, rows }) => html`<tbody>
          ${
            standard === undefined
              ? nothing
              : html`<tr class="standard">
                  <th scope="rowgroup" colspan="5">${standard}</th>
                </tr>`
          }
          ${rows.map((row) => renderRow(row, size))}
        </tbody>`,
      )}
    </table>
    ${
      order === "gap" && gaps.length > SHOWN
        ? html`<button class="button quiet flush" @click=${() => view.change({ all: !all })}>
            ${all ? cohort.fewer : cohort.all(gaps.length)}
          </button>`
        : nothing
    }`;
}

/** The engine gives what counts most first. */
function partsOf(gaps: CohortGap[], index: CompetencyIndex, { order, all }: CohortMapView): Part[] {
  if (order === "gap") return [{ standard: undefined, rows: all ? gaps : gaps.slice(0, SHOWN) }];
  const inOrder = [...gaps].sort((a, b) => index.place(a.competency) - index.place(b.competency));
  const parts = new Map<string, CohortGap[]>();
  for (const gap of inOrder) {
    const standard = gap.standard ?? gap.competency;
    const rows = parts.get(standard);
    if (rows) rows.push(gap);
    else parts.set(standard, [gap]);
  }
  return [...parts].map(([code, rows]) => ({ standard: index.label(code), rows }));
}

function renderRow({ label, mastery, spread, gap, open }: CohortGap, size: number): TemplateResult {
  return html`<tr>
    <th scope="row">${label} ${groupBar(mastery, spread, gap)}</th>
    <td class="number">${messages.level(mastery)}</td>
    <td class="number spread-of">${messages.level(spread)}</td>
    <td class="number strong ${gap < 0.05 ? "none" : ""}">${messages.level(gap)}</td>
    <td class="have">
      <span>${messages.cohort.of(open, size)}</span>
      <meter aria-hidden="true" min="0" max=${size} value=${open}></meter>
    </td>
  </tr>`;
}

function renderLegend(): TemplateResult {
  const { legend } = messages.cohort;
  return html`<p class="legend small" aria-hidden="true">
    <span><svg width="26" height="12"><rect class="level" width="26" height="12" rx="2"></rect></svg>${legend.level}</span>
    <span><svg width="26" height="12"><rect class="gap" width="26" height="12"></rect></svg>${legend.gap}</span>
    <span
      ><svg width="28" height="12">
        <line class="unsure" x1="1" x2="27" y1="6" y2="6"></line>
        <line class="unsure" x1="1" x2="1" y1="2" y2="10"></line>
        <line class="unsure" x1="27" x2="27" y1="2" y2="10"></line></svg
      >${legend.spread}</span
    >
  </p>`;
}
