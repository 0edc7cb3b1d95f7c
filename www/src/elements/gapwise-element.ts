/** What all elements have in common: the shared pack, its loading and error states, announcements. */
import { type CSSResultGroup, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { messages } from "../messages.js";
import { type Problem, problemOf } from "../problem.js";
import { baseStyles } from "../styles/base.js";
import { statusStyles } from "../styles/status.js";
import { renderProblem } from "./problem.js";
import { type OpenPack, SharedPack } from "./shared-pack.js";

/**
 * An element over one pack.
 *
 * @fires gapwise-ready when the pack is open
 * @fires gapwise-error with `{ message, code, hint }` when something failed
 */
export abstract class GapwiseElement extends LitElement {
  static override styles: CSSResultGroup = [baseStyles, statusStyles];

  /** The address of the .gwpack file, relative to the page. */
  @property() pack = "";

  @state() private shared?: SharedPack;
  @state() private announcement = "";
  /** What the latest call of the engine failed with. */
  @state() protected problem?: Problem;

  #wasReady = false;

  /** The open pack; undefined until it is open. */
  protected get open(): OpenPack | undefined {
    const current = this.shared?.state;
    return current?.kind === "ready" ? current.pack : undefined;
  }

  /** What to show once the pack is open. */
  protected abstract renderOpen(open: OpenPack): TemplateResult | typeof nothing;

  /** Called once for each pack that has been opened. */
  protected opened(_open: OpenPack): void {}

  /** Tries again whatever failed. */
  protected retry(): void {
    this.problem = undefined;
    this.shared?.retry();
    if (this.open) this.opened(this.open);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#hold();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("pack") && this.isConnected) this.#hold();
  }

  protected override render(): TemplateResult {
    return html`${this.#renderState()}
      <p class="visually-hidden" role="status">${this.announcement}</p>`;
  }

  /** Says something to people who listen to the page. */
  protected announce(text: string): void {
    this.announcement = text;
  }

  /** Fires an event that leaves the shadow tree. */
  protected emit(name: `gapwise-${string}`, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Runs work of the engine; what it throws is shown, never lost. */
  protected async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      this.problem = undefined;
      return result;
    } catch (error) {
      // An element that has left the page may have taken the engine with it.
      if (!this.isConnected) return undefined;
      this.problem = problemOf(error);
      this.emit("gapwise-error", this.problem);
      return undefined;
    }
  }

  #hold(): void {
    const address = this.pack === "" ? undefined : new URL(this.pack, document.baseURI).href;
    if (address === this.shared?.address) return;
    this.#letGo();
    if (address === undefined) return;
    this.shared = SharedPack.hold(address);
    this.shared.addEventListener("change", this.#onState);
    this.#onState();
  }

  #letGo(): void {
    this.shared?.removeEventListener("change", this.#onState);
    this.shared?.release();
    this.shared = undefined;
    this.#wasReady = false;
  }

  readonly #onState = (): void => {
    this.requestUpdate();
    const current = this.shared?.state;
    if (current?.kind === "ready" && !this.#wasReady) {
      this.#wasReady = true;
      this.opened(current.pack);
      this.emit("gapwise-ready");
    }
    if (current?.kind === "error") this.emit("gapwise-error", current.problem);
  };

  #renderState(): TemplateResult | typeof nothing {
    const current = this.shared?.state;
    const retry = () => this.retry();
    if (!current) return renderProblem({ message: messages.pack.missing }, messages.pack.failed);
    if (current.kind === "error") return renderProblem(current.problem, messages.pack.failed, retry);
    if (current.kind === "loading") return this.renderLoading(current.done, current.total);
    return html`${renderProblem(this.problem, messages.pack.failedCall, retry)}
      ${this.renderOpen(current.pack)}`;
  }

  protected renderLoading(done: number, total: number): TemplateResult {
    return html`<div class="loading" part="loading">
      <p id="loading">${messages.pack.loading} <span class="muted">${done > 0 ? messages.pack.progress(done, total) : nothing}</span></p>
      ${
        total > 0
          ? html`<progress aria-labelledby="loading" max=${total} value=${done}></progress>`
          : html`<progress aria-labelledby="loading"></progress>`
      }
    </div>`;
  }
}
