/** For a lead: several teachers' files at once, the map of their gaps, and study groups with a playlist each. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { newChoices } from "../choices.js";
import { cohortJson, gapsCsv, playlistsCsv } from "../cohort-export.js";
import { CohortFiles } from "../cohort-files.js";
import { download } from "../download.js";
import type { Cohort } from "../engine/index.js";
import { KnownResources } from "../known-resources.js";
import { dayFor, whole } from "../learner.js";
import { messages } from "../messages.js";
import { cohortStyles } from "../styles/cohort.js";
import { controlStyles } from "../styles/controls.js";
import { renderAmount } from "./amount-field.js";
import { renderFiles, renderRefused } from "./cohort-file-list.js";
import { type CohortOrder, renderCohortMap } from "./cohort-map.js";
import { type Option, renderFileButton, renderSelect } from "./form-parts.js";
import { GapwiseElement } from "./gapwise-element.js";
import { icons } from "./icons.js";
import { barStyles, hatching } from "./level-bar.js";
import type { OpenPack } from "./shared-pack.js";
import "./study-group.js";
import "./undo-bar.js";

/** How long to wait for the next change before working things out anew. */
const DEBOUNCE_MS = 150;
/** The choice of each file's own role: no role has this as its identifier. */
const OWN = "\u0000own";

/** What the engine found, and whom it is about. */
interface Found {
  cohort: Cohort;
  /** The numbers of the files, by place in the cohort's lists. */
  numbers: number[];
}

/**
 * Several teachers' learner files, opened by a lead. They stay on the device, and are kept there only when asked.
 *
 * @fires gapwise-cohort with the cohort, whenever it has been worked out
 * @csspart drop where files are opened; map the table of gaps
 */
@customElement("gapwise-cohort")
export class GapwiseCohort extends GapwiseElement {
  static override styles = [GapwiseElement.styles, barStyles, controlStyles, cohortStyles];

  /** The role whose levels to aim for; without it, the role in each file. Empty: those of every teacher. */
  @property({ attribute: "for-role" }) forRole: string | undefined;
  /** The time that a group has a week. */
  @property({ type: Number, attribute: "minutes-per-week" }) minutesPerWeek = newChoices().minutesPerWeek;
  @property({ type: Number }) weeks = newChoices().weeks;

  @state() private files?: CohortFiles;
  @state() private found?: Found;
  @state() private busy = false;
  @state() private dropping = false;
  @state() private named = false;
  @state() private order: CohortOrder = "gap";
  @state() private allRows = false;
  readonly #resources = new KnownResources();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  protected override opened(open: OpenPack): void {
    const roles = new Set(open.roles.map(({ id }) => id));
    const files = new CohortFiles(open.engine, open.competencies.map.id, roles);
    files.addEventListener("change", () => this.requestUpdate());
    files.addEventListener("files", () => this.#schedule());
    this.files = files;
    void files.recall();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#turn += 1;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("forRole") || changed.has("minutesPerWeek") || changed.has("weeks")) this.#schedule();
  }

  /** Works things out anew, soon. */
  #schedule(): void {
    this.requestUpdate();
    if (!this.open || !this.files) return;
    this.busy = this.files.files.length > 0;
    clearTimeout(this.#timer);
    const { open, files } = this;
    this.#timer = setTimeout(() => void this.#load(open, files), DEBOUNCE_MS);
  }

  async #load({ engine }: OpenPack, { files }: CohortFiles): Promise<void> {
    const turn = ++this.#turn;
    if (files.length === 0) {
      this.found = undefined;
      return;
    }
    const { minutesPerWeek, weeks, forRole } = this;
    const learners = files.map(({ learner }) => learner);
    const today =
      learners
        .map((learner) => dayFor(whole(learner)))
        .sort()
        .at(-1) ?? "";
    const request = { minutesPerWeek, weeks, today, ...(forRole !== undefined && { role: forRole }) };
    const cohort = await this.attempt(async () => {
      const answer = await engine.cohort(learners, request);
      const items = answer.groups.flatMap(({ playlist }) => playlist.items);
      await this.#resources.fetch(
        engine,
        items.map(({ resource }) => resource),
      );
      return answer;
    });
    if (turn !== this.#turn) return;
    this.busy = false;
    if (!cohort) return;
    this.found = { cohort, numbers: files.map(({ number }) => number) };
    this.emit("gapwise-cohort", cohort);
    this.announce(messages.cohort.announce(cohort.size, cohort.groups.length));
  }

  protected override renderOpen(open: OpenPack): TemplateResult {
    const { files, found } = this;
    if (!files) return this.renderLoading(0, 0);
    const { cohort } = messages;
    return html`${hatching}
      <h2>${cohort.heading}</h2>
      <p class="muted intro no-print">${cohort.intro}</p>
      ${this.#renderDrop(files)} ${renderRefused(files)}
      ${renderFiles(files, open.roles, {
        nameOf: (number) => this.#nameOf(number, files),
        named: this.named,
        setNamed: (named) => {
          this.named = named;
        },
      })}
      ${files.files.length > 0 ? this.#renderControls(open) : nothing}
      <div aria-busy=${this.busy} class=${this.busy ? "busy" : ""}>
        ${found ? this.#renderFound(found, open, files) : files.files.length > 0 && !this.problem ? html`<p role="status">${cohort.working}</p>` : nothing}
      </div>
      <gapwise-undo-bar .store=${files}></gapwise-undo-bar>`;
  }

  #renderDrop(files: CohortFiles): TemplateResult {
    const { cohort } = messages;
    const { progress } = files;
    const some = files.files.length > 0;
    return html`<div
      class="drop card no-print ${this.dropping ? "dropping" : ""}"
      part="drop"
      @dragover=${(event: DragEvent) => this.#over(event, true)}
      @dragleave=${(event: DragEvent) => this.#over(event, false)}
      @drop=${(event: DragEvent) => {
        this.#over(event, false);
        void files.read([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p class="row">
        ${renderFileButton(
          some ? cohort.openMore : cohort.open,
          "application/json,.json",
          (chosen) => void files.read(chosen),
          { multiple: true, primary: !some },
        )}
        <span class="muted">${cohort.drop}</span>
      </p>
      ${
        progress
          ? html`<p role="status">
              <label
                >${cohort.reading(progress.done, progress.total)}
                <progress max=${progress.total} value=${progress.done}></progress
              ></label>
            </p>`
          : nothing
      }
      ${some ? nothing : html`<p>${cohort.howto}</p>`}
      <p class="small muted">${cohort.privacy}</p>
    </div>`;
  }

  #renderControls({ roles }: OpenPack): TemplateResult {
    const { cohort, setup } = messages;
    const options: Option[] = [
      [OWN, cohort.ownRole],
      ["", setup.anyRole],
      ...roles.map(({ id, title }): Option => [id, title]),
    ];
    return html`<div class="controls no-print">
      ${renderSelect(cohort.role, options, this.forRole ?? OWN, (role) => {
        this.forRole = role === OWN ? undefined : role;
      })}
      ${renderAmount("minutesPerWeek", this.minutesPerWeek, (minutes) => {
        this.minutesPerWeek = minutes;
      })}
      ${renderAmount("weeks", this.weeks, (weeks) => {
        this.weeks = weeks;
      })}
    </div>`;
  }

  #renderFound({ cohort, numbers }: Found, open: OpenPack, files: CohortFiles): TemplateResult {
    const { cohort: say, playlist } = messages;
    const people = numbers.map((number) => this.#nameOf(number, files));
    return html`<section class="map">
        ${renderCohortMap(cohort.gaps, open.competencies, {
          size: cohort.size,
          order: this.order,
          all: this.allRows,
          change: ({ order = this.order, all = this.allRows }) => {
            this.order = order;
            this.allRows = all;
          },
        })}
      </section>
      <section class="groups" aria-labelledby="groups">
        <h3 id="groups">${say.groups}</h3>
        <p class="muted">${say.groupsText}</p>
        ${cohort.groups.map(
          (group, at) => html`<gapwise-study-group
            .group=${group}
            .number=${at + 1}
            .people=${people}
            .competencies=${open.competencies}
            .resource=${(id: string) => this.#resources.get(id)}
          ></gapwise-study-group>`,
        )}
      </section>
      <div class="row take no-print">
        <button class="button" @click=${() => window.print()}>${icons.print}${playlist.print}</button>
        <button class="button" @click=${() => download(say.gapsCsvName, "text/csv", gapsCsv(cohort))}>
          ${icons.download}${say.gapsCsv}
        </button>
        <button class="button" @click=${() => download(say.playlistsCsvName, "text/csv", playlistsCsv(cohort, people))}>
          ${icons.download}${say.playlistsCsv}
        </button>
        <button class="button" @click=${() => download(say.jsonName, "application/json", cohortJson(cohort, people))}>
          ${icons.download}${say.json}
        </button>
      </div>`;
  }

  /** What a file's person is called: by its number, or as the lead wishes by the file's name. */
  #nameOf(number: number, { files }: CohortFiles): string {
    const file = this.named ? files.find((one) => one.number === number) : undefined;
    return file?.name ?? messages.cohort.file(number);
  }

  /** Files only: text that is dragged is none of it. */
  #over(event: DragEvent, on: boolean): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dropping = on;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-cohort": GapwiseCohort;
  }
}
