/** A teacher's gaps as a chart that is a table: what is drawn can also be read, row by row. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Gap } from "../engine/index.js";
import { type GapGroup, type GapOrder, groupGaps } from "../gap-groups.js";
import { contest, contested, dayFor, focus, hasRatings, isFocus, today } from "../learner.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { gapsStyles } from "../styles/gaps.js";
import { icons } from "./icons.js";
import { LearnerElement } from "./learner-element.js";
import { barStyles, gapBar, hatching } from "./level-bar.js";
import type { OpenPack } from "./shared-pack.js";
import "./questions.js";

/**
 * The gaps chart.
 *
 * @fires gapwise-gaps with the gaps, whenever they have been worked out
 * @csspart chart the table
 */
@customElement("gapwise-gaps")
export class GapwiseGaps extends LearnerElement {
  static override styles = [LearnerElement.styles, barStyles, gapsStyles];

  @state() private gaps?: Gap[];
  @state() private order: GapOrder = "gap";
  @state() private unfolded = new Set<string>();

  protected override async recompute(open: OpenPack, store: LearnerStore, isCurrent: () => boolean): Promise<void> {
    const { learner, choices } = store.saved;
    const request = { today: dayFor(learner), role: this.currentRole };
    const gaps = await open.engine.gaps(learner, { ...request, ...(choices.balance && { balance: choices.balance }) });
    if (!isCurrent()) return;
    const again = this.gaps !== undefined;
    this.gaps = gaps;
    this.emit("gapwise-gaps", gaps);
    const largest = groupGaps(gaps, open.competencies, "gap")[0];
    if (again && largest) this.announce(messages.gaps.announce(largest.label, largest.gap));
  }

  protected override renderOpen(open: OpenPack): TemplateResult {
    const { gaps, store } = this;
    return html`<div class="head row spread">
        <h2>${messages.gaps.heading}</h2>
        <label class="order no-print">
          <span class="small muted">${messages.gaps.order}</span>
          <select class="field" @change=${(event: Event) => {
            this.order = (event.target as HTMLSelectElement).value as GapOrder;
          }}>
            <option value="gap">${messages.gaps.byGap}</option>
            <option value="map">${messages.gaps.byMap}</option>
          </select>
        </label>
      </div>
      ${
        !gaps || !store
          ? this.renderLoading(0, 0)
          : html`${hasRatings(store.learner) ? nothing : html`<p class="note">${messages.gaps.startNote}</p>`}
            ${gaps.every((gap) => gap.gap < 0.005) ? html`<p class="note">${messages.gaps.none}</p>` : nothing}
            ${this.#renderTable(groupGaps(gaps, open.competencies, this.order), store)}
            <gapwise-questions class="no-print" .open=${open} .store=${store} .forRole=${this.currentRole}></gapwise-questions>`
      }
      ${this.renderUndo()}`;
  }

  #renderTable(rows: GapGroup[], store: LearnerStore): TemplateResult {
    const { competency, you, target, gap, focus: focusHead } = messages.gaps;
    return html`${hatching}
      ${this.#renderLegend()}
      <table part="chart" class=${this.busy ? "busy" : ""} aria-busy=${this.busy}>
        <caption class="visually-hidden">
          ${messages.gaps.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <div class="what">
                <span>${competency}</span>
                <span class="axis" aria-hidden="true"><i>0</i><i>1</i><i>2</i><i>3</i><i>4</i></span>
              </div>
            </th>
            <th scope="col" class="number">${you}</th>
            <th scope="col" class="number">${target}</th>
            <th scope="col" class="number">${gap}</th>
            <th scope="col" class="no-print"><span class="visually-hidden">${focusHead}</span></th>
          </tr>
        </thead>
        ${repeat(
          rows,
          (row) => row.code,
          (row) => {
            const isOpen = this.unfolded.has(row.code);
            return html`<tbody>
              ${this.#renderGroup(row, isOpen, store)} ${
                isOpen
                  ? repeat(
                      row.parts,
                      (part) => part.competency,
                      (part) => this.#renderPart(part, store),
                    )
                  : nothing
              }
            </tbody>`;
          },
        )}
      </table>`;
  }

  #renderLegend(): TemplateResult {
    const { legend } = messages.gaps;
    return html`<p class="legend small" aria-hidden="true">
      <span><svg width="26" height="12"><rect class="level" width="26" height="12" rx="2"></rect></svg>${legend.you}</span>
      <span><svg width="26" height="12"><rect class="gap" width="26" height="12"></rect></svg>${legend.gap}</span>
      <span><svg width="10" height="18"><line class="target" x1="5" x2="5" y1="0" y2="18"></line></svg>${legend.target}</span>
      <span
        ><svg width="28" height="12">
          <line class="unsure" x1="1" x2="27" y1="6" y2="6"></line>
          <line class="unsure" x1="1" x2="1" y1="2" y2="10"></line>
          <line class="unsure" x1="27" x2="27" y1="2" y2="10"></line></svg
        >${legend.uncertain}</span
      >
    </p>`;
  }

  #renderGroup(row: GapGroup, isOpen: boolean, store: LearnerStore): TemplateResult {
    const inFocus = isFocus(store.learner, row.code);
    return html`<tr>
      <th scope="row">
        <div class="what">
          <button
            class="unfold"
            aria-expanded=${isOpen}
            aria-label=${messages.gaps.show(row.label)}
            @click=${() => this.#toggle(row.code)}
          >
            ${row.label}
          </button>
          ${gapBar(row.mastery, row.uncertainty, row.target)}
        </div>
      </th>
      ${this.#renderNumbers(row)}
      <td class="no-print">
        <button
          class="flag"
          aria-pressed=${inFocus}
          aria-label=${messages.gaps.focusOn(row.label)}
          title=${messages.gaps.focusOn(row.label)}
          @click=${() => this.#focus(row, !inFocus, store)}
        >
          ${icons.flag}
        </button>
      </td>
    </tr>`;
  }

  #renderPart(part: Gap, store: LearnerStore): TemplateResult {
    const isOpen = this.unfolded.has(part.competency);
    return html`<tr class="part">
      <th scope="row">
        <div class="what">
          <button
            class="unfold"
            aria-expanded=${isOpen}
            aria-label=${messages.gaps.why(part.label)}
            @click=${() => this.#toggle(part.competency)}
          >
            ${part.label}
          </button>
          ${gapBar(part.mastery, part.uncertainty, part.target)}
        </div>
      </th>
        ${this.#renderNumbers(part)}
        <td class="no-print"></td>
      </tr>
      ${
        isOpen
          ? html`<tr class="about">
              <td colspan="5">
                <p class="reasons small">${part.reasons.join(" ")}</p>
                ${this.#renderContest(part, store)}
              </td>
            </tr>`
          : nothing
      }`;
  }

  /** The estimate may be wrong: the teacher's word against it. */
  #renderContest({ competency, label, mastery, target }: Gap, store: LearnerStore): TemplateResult {
    const { contest: say, undoPlan } = messages;
    const own = contested(store.learner, competency);
    const set = (level: number | undefined) =>
      store.change(
        (saved) => contest(saved, competency, level, today()),
        level === undefined ? undoPlan.uncontested(label) : undoPlan.contested(label),
      );
    if (own)
      return html`<div class="contest small no-print">
        <p>${say.set(own.level ?? 0, own.date)}</p>
        <button class="button quiet" aria-label=${say.takeBackLabel(label)} @click=${() => set(undefined)}>
          ${icons.undo}${say.takeBack}
        </button>
      </div>`;
    const below = Math.max(0, Math.round(2 * mastery - 2) / 2);
    return html`<div class="contest row no-print">
      <button class="button" aria-label=${say.knowLabel(label)} @click=${() => set(target)}>${say.know}</button>
      <button class="button" aria-label=${say.notYetLabel(label)} @click=${() => set(below)}>${say.notYet}</button>
    </div>`;
  }

  #renderNumbers(row: { mastery: number; uncertainty: number; target: number; gap: number }): TemplateResult {
    return html`<td class="number">
        ${messages.level(row.mastery)}<span class="visually-hidden">, ${messages.gaps.about(row.uncertainty)}</span>
      </td>
      <td class="number">${messages.level(row.target)}</td>
      <td class="number strong ${row.gap < 0.05 ? "none" : ""}">${messages.level(row.gap)}</td>`;
  }

  #toggle(code: string): void {
    const next = new Set(this.unfolded);
    if (!next.delete(code)) next.add(code);
    this.unfolded = next;
  }

  #focus(row: GapGroup, on: boolean, store: LearnerStore): void {
    const what = on ? messages.undo.focus(row.label) : messages.undo.unfocus(row.label);
    const target = Math.min(4, Math.max(1, Math.round(row.target * 2) / 2));
    store.change((saved) => focus(saved, row.code, target, on), what);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-gaps": GapwiseGaps;
  }
}
