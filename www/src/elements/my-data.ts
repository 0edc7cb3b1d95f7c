/** What is stored about a teacher: to see, take along, bring in and delete. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { download } from "../download.js";
import { completedResources } from "../learner.js";
import { readLearnerFile } from "../learner-file.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { type Problem, problemOf } from "../problem.js";
import { baseStyles } from "../styles/base.js";
import { statusStyles } from "../styles/status.js";
import { renderFileButton } from "./form-parts.js";
import { icons } from "./icons.js";
import { renderProblem } from "./problem.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";

@customElement("gapwise-my-data")
export class GapwiseMyData extends LitElement {
  static override styles = [
    baseStyles,
    statusStyles,
    css`
      .sections {
        display: grid;
        gap: 1rem;
        margin-top: 1.25rem;
        max-width: 46rem;
      }
      section {
        padding: 1.1rem 1.25rem;
      }
      section > * + * {
        margin-top: 0.6rem;
      }
      pre {
        margin: 0;
        padding: 0.75rem;
        max-height: 24rem;
        overflow: auto;
        border-radius: 8px;
        background: var(--gw-sunken);
        font-size: 0.85rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      dialog {
        max-width: 26rem;
        padding: 1.5rem;
        border: 1px solid var(--gw-line);
        border-radius: 14px;
        background: var(--gw-surface);
        color: inherit;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.5);
      }
      dialog .row {
        margin-top: 1.25rem;
      }
    `,
  ];

  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  @state() private failure?: Problem;
  @state() private imported = false;

  protected override render() {
    const store = this.store;
    if (!store) return nothing;
    const { data } = messages;
    const { learner } = store;
    const ratings = learner.evidence.filter((piece) => piece.kind === "selfAssessment").length;
    const others = learner.evidence.filter(({ kind }) => kind !== "selfAssessment" && kind !== "completion").length;
    const elsewhere = learner.evidence.filter((piece) => piece.map).length;
    return html`<h2>${data.heading}</h2>
      <div class="sections">
        <section class="card">
          <h3>${data.where}</h3>
          <p>${data.whereText}</p>
          ${store.persistent ? nothing : html`<p class="problem">${data.memoryOnly}</p>`}
          <p><strong>${data.kept(ratings, others, completedResources(learner).length, learner.goals.length)}</strong></p>
          ${elsewhere ? html`<p>${data.elsewhere(elsewhere)}</p>` : nothing}
          <details>
            <summary>${data.show}</summary>
            <pre tabindex="0">${JSON.stringify(store.saved, null, 2)}</pre>
          </details>
        </section>
        <section class="card">
          <h3>${data.exportHeading}</h3>
          <p>${data.exportText}</p>
          <button class="button" @click=${() => this.#export(store)}>${icons.download}${data.export}</button>
        </section>
        <section class="card">
          <h3>${data.importHeading}</h3>
          <p>${data.importText}</p>
          ${renderFileButton(data.import, "application/json,.json", ([file]) => void this.#import(file, store))}
          ${renderProblem(this.failure, data.importFailed)}
          <div role="status">
            ${this.imported ? html`<p class="note">${data.imported} <a href="#plan">${data.toPlan}</a></p>` : nothing}
          </div>
        </section>
        <section class="card">
          <h3>${data.deleteHeading}</h3>
          <p>${data.deleteText}</p>
          <button class="button danger" @click=${() => this.#dialog?.showModal()}>${icons.trash}${data.delete}</button>
        </section>
      </div>
      <dialog aria-labelledby="confirm">
        <h3 id="confirm">${data.confirm}</h3>
        <div class="row">
          <button class="button" autofocus @click=${() => this.#dialog?.close()}>${data.confirmNo}</button>
          <button class="button danger" @click=${() => this.#delete(store)}>${data.confirmYes}</button>
        </div>
      </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  #export(store: LearnerStore): void {
    download(messages.data.fileName, "application/json", `${JSON.stringify(store.learner, null, 2)}\n`);
  }

  async #import(file: File | undefined, store: LearnerStore): Promise<void> {
    if (!file || !this.open) return;
    this.failure = undefined;
    this.imported = false;
    try {
      store.replaceLearner(await readLearnerFile(file, this.open.engine), messages.undo.imported);
      this.imported = true;
    } catch (error) {
      this.failure = problemOf(error);
    }
  }

  #delete(store: LearnerStore): void {
    this.imported = false;
    this.#dialog?.close();
    store.deleteAll(messages.undo.deleted);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-my-data": GapwiseMyData;
  }
}
