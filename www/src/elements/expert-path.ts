/** A curator's path for the teacher's role beside the best plan: compared, and followed if the teacher likes. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { hundredth } from "../amounts.js";
import { type Fixed, follow, leavePath, planRequest } from "../choices.js";
import type { Comparison, ExpertPath } from "../engine/index.js";
import { expertPaths } from "../expert-paths.js";
import { KnownResources } from "../known-resources.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { problemOf } from "../problem.js";
import { baseStyles } from "../styles/base.js";
import { resourceLink } from "./resource-meta.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";

@customElement("gapwise-expert-path")
export class GapwiseExpertPath extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .path {
        margin-top: 1.25rem;
        border-top: 1px solid var(--gw-line);
        padding-top: 0.25rem;
      }
      .path > summary {
        font-weight: 600;
      }
      .path > * + * {
        margin-top: 0.6rem;
      }
      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.3rem 0.75rem 0.3rem 0;
        text-align: end;
        border-bottom: 1px solid var(--gw-line);
      }
      th:first-child {
        text-align: start;
        font-weight: inherit;
      }
      ol {
        padding-inline-start: 1.4rem;
        list-style: decimal;
      }
      ol li {
        margin-top: 0.4rem;
      }
    `,
  ];

  @property({ attribute: false }) paths = "";
  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  @property({ attribute: false }) fixed: Fixed = { role: "" };
  @state() private all: ExpertPath[] = [];
  @state() private comparison?: Comparison;
  @state() private failure = "";
  @state() private unfolded = false;
  readonly #resources = new KnownResources();
  #turn = 0;
  #compared?: string;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("paths") && this.paths !== "") void this.#load();
  }

  /** Whatever changed may change the comparison; it is worked out while it can be seen. */
  protected override updated(): void {
    const path = this.#path;
    if (!this.unfolded || !path || !this.store) return;
    const { choices, learner } = this.store.saved;
    const asked = JSON.stringify([path.id, this.fixed, learner, { ...choices, previous: undefined }]);
    if (asked === this.#compared) return;
    this.#compared = asked;
    void this.#compare(path);
  }

  get #path(): ExpertPath | undefined {
    return this.all.find((path) => path.role === this.fixed.role && path.map === this.open?.competencies.map.id);
  }

  protected override render(): TemplateResult | typeof nothing {
    const path = this.#path;
    const { store } = this;
    if (this.failure) return html`<p class="small muted">${messages.path.missing} ${this.failure}</p>`;
    if (!path || !store) return nothing;
    return html`<details
      class="path"
      ?open=${this.unfolded}
      @toggle=${(event: Event) => {
        if (event.target === event.currentTarget) this.unfolded = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${messages.path.heading(path.title)}</summary>
      <p>${path.why} ${path.by ? messages.path.by(path.by) : ""}</p>
      ${this.comparison ? this.#renderComparison(this.comparison, path, store) : html`<p>${messages.path.loading}</p>`}
    </details>`;
  }

  #renderComparison(comparison: Comparison, path: ExpertPath, store: LearnerStore): TemplateResult {
    const { best, expert, bestPerHour, expertPerHour, both } = comparison;
    const say = messages.path;
    const rows: [string, string, string][] = [
      [say.closed, hundredth.format(best.closed), hundredth.format(expert.closed)],
      [say.time, messages.duration(best.minutes), messages.duration(expert.minutes)],
      [say.perHour, hundredth.format(bestPerHour), hundredth.format(expertPerHour)],
      [say.redundancy, messages.percent(best.redundancy), messages.percent(expert.redundancy)],
      [say.items, String(best.items.length), String(expert.items.length)],
      [say.both, String(both.length), String(both.length)],
    ];
    const following = store.saved.choices.path?.id === path.id;
    return html`<table>
        <caption class="visually-hidden">
          ${say.compare}
        </caption>
        <thead>
          <tr>
            <td></td>
            <th scope="col">${say.best}</th>
            <th scope="col">${say.path}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ours, theirs]) => html`<tr>
              <th scope="row">${name}</th>
              <td>${ours}</td>
              <td>${theirs}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      <p class="small muted">${say.outside(expert.noRoom.length, expert.done.length)}</p>
      <details>
        <summary>${say.steps}</summary>
        <ol>
          ${path.items.map(({ resource, why }) => {
            const known = this.#resources.get(resource);
            return html`<li>${resourceLink(known?.name ?? resource, known?.address)}<br /><span class="small muted">${why}</span></li>`;
          })}
        </ol>
      </details>
      ${
        following
          ? html`<p>
              <strong>${say.following}</strong>
              <button class="button" @click=${() => store.change(leavePath, messages.undoPlan.leave(path.title))}>
                ${say.leave}
              </button>
            </p>`
          : html`<p class="small">${say.followText}</p>
              <button
                class="button"
                ?disabled=${expert.items.length === 0}
                @click=${() => store.change((saved) => follow(saved, path.id, expert.items), messages.undoPlan.follow(path.title))}
              >
                ${say.follow}
              </button>`
      }`;
  }

  async #load(): Promise<void> {
    try {
      this.all = await expertPaths(this.paths);
      this.failure = "";
    } catch (error) {
      this.failure = problemOf(error).message;
    }
  }

  /** Both are asked without what the teacher locked or moved: the path and the best plan as such. */
  async #compare(path: ExpertPath): Promise<void> {
    const { open, store } = this;
    if (!open || !store) return;
    const turn = ++this.#turn;
    const { locked: _, placed: __, previous: ___, ...request } = planRequest(store.saved, this.fixed);
    try {
      const [comparison] = await Promise.all([
        open.engine.compare(store.learner, request, path),
        this.#resources.fetch(
          open.engine,
          path.items.map(({ resource }) => resource),
        ),
      ]);
      if (turn === this.#turn) this.comparison = comparison;
    } catch (error) {
      this.failure = problemOf(error).message;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-expert-path": GapwiseExpertPath;
  }
}
