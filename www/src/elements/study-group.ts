/** People with common gaps, and the playlist for all of them. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { CompetencyIndex } from "../competency-index.js";
import type { ResourceView, StudyGroup } from "../engine/index.js";
import { messages } from "../messages.js";
import { playlistText } from "../playlist-text.js";
import { baseStyles } from "../styles/base.js";
import { playlistStyles } from "../styles/playlist.js";
import { studyGroupStyles } from "../styles/study-group.js";
import { icons } from "./icons.js";
import { barStyles, hatching } from "./level-bar.js";
import { renderSession } from "./playlist-parts.js";
import { resourceStyles } from "./resource-meta.js";

@customElement("gapwise-study-group")
export class GapwiseStudyGroup extends LitElement {
  static override styles = [baseStyles, barStyles, resourceStyles, playlistStyles, studyGroupStyles];

  @property({ attribute: false }) group?: StudyGroup;
  /** From 1. */
  @property({ attribute: false }) number = 1;
  /** What people are called, by their place in the cohort. */
  @property({ attribute: false }) people: string[] = [];
  @property({ attribute: false }) competencies?: CompetencyIndex;
  @property({ attribute: false }) resource: (id: string) => ResourceView | undefined = () => undefined;
  @state() private said = "";

  protected override render(): TemplateResult | typeof nothing {
    const { group, number, competencies } = this;
    if (!group || !competencies) return nothing;
    const { cohort } = messages;
    const { members, common, playlist } = group;
    const { items, minutes, budget, gapBefore, gapAfter } = playlist;
    const summary = cohort.summary(items.length, minutes, budget);
    return html`${hatching}
      <section class="group card" part="group" aria-labelledby="heading">
        <h4 id="heading">${cohort.group(number, members.length)}</h4>
        <dl>
          <dt>${cohort.members}</dt>
          <dd>
            <ul class="people">
              ${members.map((member) => html`<li><bdi>${this.people[member]}</bdi></li>`)}
            </ul>
          </dd>
          <dt>${cohort.common(members.length)}</dt>
          <dd>${common.length === 0 ? cohort.noCommon : this.#renderCommon(common, competencies)}</dd>
        </dl>
        ${
          items.length === 0
            ? html`<p class="note">${gapBefore > 0 ? cohort.emptyPlan : cohort.closes(0, 0)}</p>`
            : html`<details class="playlist">
                <summary>
                  <span><strong>${cohort.playlist(number)}</strong> <span class="muted">${summary}</span></span>
                </summary>
                <p>${cohort.closes(gapBefore, gapAfter)}</p>
                <div class="row no-print">
                  <button class="button" aria-label=${cohort.copyLabel(number)} @click=${() => this.#copy(group, summary)}>
                    ${icons.copy}${messages.playlist.copy}
                  </button>
                  <span role="status" class="small">${this.said}</span>
                </div>
                ${this.#renderSessions(group)} ${this.#renderOpen(group)}
              </details>`
        }
      </section>`;
  }

  #renderCommon(common: string[], competencies: CompetencyIndex): TemplateResult {
    return html`<ul class="common">
      ${common.map((code) => html`<li>${competencies.label(code)}</li>`)}
    </ul>`;
  }

  #renderSessions({ playlist }: StudyGroup): TemplateResult[] {
    const weeks = playlist.sessions.length;
    const budget = weeks > 0 ? playlist.budget / weeks : 0;
    const context = { budget, weeks, start: undefined, today: "", resource: this.resource, headingLevel: 5 };
    return playlist.sessions.map((session) => renderSession(session, playlist, context));
  }

  #renderOpen({ playlist }: StudyGroup): TemplateResult | typeof nothing {
    if (playlist.unfilled.length === 0) return nothing;
    return html`<details class="aside small">
      <summary>${messages.cohort.leftOpen(playlist.unfilled.length)}</summary>
      <ul>
        ${playlist.unfilled.map(({ label, message }) => html`<li><strong>${label}.</strong> ${message}</li>`)}
      </ul>
    </details>`;
  }

  async #copy({ playlist, members }: StudyGroup, summary: string): Promise<void> {
    const people = members.map((member) => this.people[member]).join(", ");
    const text = playlistText(playlist, messages.cohort.playlist(this.number), `${people}\n${summary}`);
    try {
      await navigator.clipboard.writeText(text);
      this.said = messages.playlist.copied;
    } catch {
      this.said = messages.playlist.copyFailed;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-study-group": GapwiseStudyGroup;
  }
}
