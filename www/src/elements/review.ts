/** Tags that wait for a curator, the most telling first; and what becomes of the decisions. */
import { css, html, LitElement, type nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Curator } from "../curator.js";
import { download } from "../download.js";
import type { ReviewItem, Verdict } from "../engine/index.js";
import { KnownResources } from "../known-resources.js";
import { messages } from "../messages.js";
import { type Problem, problemOf } from "../problem.js";
import { baseStyles } from "../styles/base.js";
import { statusStyles } from "../styles/status.js";
import { renderFileButton } from "./form-parts.js";
import { icons } from "./icons.js";
import { renderNearDuplicates } from "./near-duplicates.js";
import { renderProblem } from "./problem.js";
import { resourceLink, resourceStyles } from "./resource-meta.js";

/** How many are shown at a time. */
const SHOWN = 5;
/** No file of decisions is larger, in bytes. */
const LARGEST = 50_000_000;

/** The two buttons of a decision. */
export function verdictButtons(
  name: string,
  label: string,
  status: string,
  decide: (verdict: Verdict | undefined) => void,
): TemplateResult {
  const { review } = messages;
  const button = (verdict: "accepted" | "rejected", text: string, icon: TemplateResult) => {
    const on = status === verdict;
    return html`<button
      class="button"
      aria-pressed=${on}
      aria-label=${review.about(text, label, name)}
      @click=${() => decide(on ? undefined : verdict)}
    >
      ${icon}${text}
    </button>`;
  };
  return html`<span class="row verdict">
    ${button("accepted", review.right, icons.check)}${button("rejected", review.wrong, icons.cross)}
  </span>`;
}

@customElement("gapwise-review")
export class GapwiseReview extends LitElement {
  static override styles = [
    baseStyles,
    statusStyles,
    resourceStyles,
    css`
      section {
        padding: 1rem 1.25rem;
      }
      section > * + * {
        margin-top: 0.6rem;
      }
      li {
        padding: 0.75rem 0;
        border-top: 1px solid var(--gw-line);
      }
      li > * + * {
        margin-top: 0.3rem;
      }
    `,
  ];

  @property({ attribute: false }) curator?: Curator;
  @state() private queue?: ReviewItem[];
  @state() private decided = 0;
  @state() private problem?: Problem;
  @state() private busy = false;
  @state() private said = "";
  readonly #resources = new KnownResources();
  #heard?: Curator;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#heard?.removeEventListener("change", this.#load);
    this.#heard = undefined;
  }

  protected override willUpdate(): void {
    if (this.#heard === this.curator) return;
    this.#heard?.removeEventListener("change", this.#load);
    this.#heard = this.curator;
    this.#heard?.addEventListener("change", this.#load);
    void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { curator } = this;
    if (!curator) return;
    await this.#attempt(async () => {
      const { engine } = curator;
      const [queue, decided] = await Promise.all([engine.reviewQueue(SHOWN), curator.count()]);
      await this.#resources.fetch(
        engine,
        queue.flatMap(({ resource, nearDuplicates }) => [resource, ...nearDuplicates.map((near) => near.resource)]),
      );
      this.queue = queue;
      this.decided = decided;
    });
  };

  protected override render(): TemplateResult | typeof nothing {
    const { curator, queue, decided } = this;
    const { review } = messages;
    if (!curator || !queue)
      return html`<section class="card" aria-busy="true">
        <h3>${review.heading}</h3>
        ${this.problem ? renderProblem(this.problem, messages.pack.failedCall) : html`<p class="muted">${review.looking}</p>`}
      </section>`;
    return html`<section class="card" aria-labelledby="heading" aria-busy=${this.busy}>
      <h3 id="heading">${review.heading}</h3>
      <p class="muted">${queue.length > 0 ? review.intro : review.nothing}</p>
      ${renderProblem(this.problem, messages.pack.failedCall)}
      <ul>
        ${queue.map((item) => this.#renderItem(item, curator))}
      </ul>
      <p><strong>${review.decided(decided)}</strong></p>
      <div class="row">
        <button class="button" ?disabled=${!curator.canUndo} @click=${() => this.#run(() => curator.undo(), review.undone)}>
          ${icons.undo}${messages.undo.undo}
        </button>
        <button class="button" ?disabled=${decided === 0} @click=${() => this.#run(() => this.#learn(curator), review.learnt)}>
          ${review.learn}
        </button>
        <button class="button" ?disabled=${decided === 0} @click=${() => this.#export(curator)}>
          ${icons.download}${review.export}
        </button>
        ${renderFileButton(
          review.import,
          ".jsonl,application/x-ndjson,text/plain",
          ([file]) => void this.#import(file, curator),
        )}
      </div>
      <p class="visually-hidden" role="status">${this.said}</p>
    </section>`;
  }

  #renderItem(
    { resource, name, tag, statement, supported, nearDuplicates }: ReviewItem,
    curator: Curator,
  ): TemplateResult {
    const { review } = messages;
    return html`<li>
      <p>${resourceLink(name, this.#resources.get(resource)?.address)}</p>
      <p><strong>${tag.label}</strong> <span class="muted">${statement}</span></p>
      <p class="small muted">${review.because(tag.because, tag.score, supported)}</p>
      ${renderNearDuplicates(nearDuplicates, this.#resources)}
      ${verdictButtons(name, tag.label, "", (verdict) =>
        this.#run(() => curator.decide(resource, tag.competency, verdict), review.kept),
      )}
    </li>`;
  }

  async #learn(curator: Curator): Promise<void> {
    await curator.replace(await curator.lines());
  }

  async #export(curator: Curator): Promise<void> {
    await this.#attempt(async () => {
      download(messages.review.fileName, "application/x-ndjson", await curator.lines());
    });
  }

  async #import(file: File | undefined, curator: Curator): Promise<void> {
    if (!file) return;
    await this.#run(async () => {
      if (file.size > LARGEST) throw new Error(messages.review.tooLarge);
      await curator.replace(await file.text());
    }, messages.review.imported);
  }

  async #run(work: () => Promise<void>, said: string): Promise<void> {
    this.busy = true;
    if (await this.#attempt(work)) this.said = said;
    this.busy = false;
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.problem = undefined;
      return true;
    } catch (error) {
      if (this.isConnected) this.problem = problemOf(error);
      return false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-review": GapwiseReview;
  }
}
