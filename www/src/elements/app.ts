/** The whole tool on one page: views as hash routes under one header. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { appStyles } from "../styles/app.js";
import { applyTheme, chooseTheme, type Theme, theme } from "../theme.js";
import { GapwiseElement } from "./gapwise-element.js";
import { icons } from "./icons.js";
import type { OpenPack } from "./shared-pack.js";
import "./cohort.js";
import "./coverage.js";
import "./my-data.js";
import "./plan-view.js";
import "./search.js";
import "./undo-bar.js";

type View = keyof typeof messages.app.views;
const VIEWS = Object.keys(messages.app.views) as View[];

/**
 * The app: My plan, Find, Coverage, Group, My data.
 *
 * @csspart header the head of the page; main the view; footer
 */
@customElement("gapwise-app")
export class GapwiseApp extends GapwiseElement {
  static override styles = [GapwiseElement.styles, appStyles];

  /** The address of a file of experts' paths, to compare plans with. */
  @property() paths = "";
  @property({ attribute: false }) view: View = "plan";
  /** Set by the page when a new version of it waits: what brings it about. */
  @property({ attribute: false }) takeNewVersion?: () => void;
  @state() private store?: LearnerStore;
  @state() private online = navigator.onLine;
  @state() private theme: Theme = theme();

  override connectedCallback(): void {
    super.connectedCallback();
    applyTheme();
    window.addEventListener("hashchange", this.#onRoute);
    window.addEventListener("online", this.#onNetwork);
    window.addEventListener("offline", this.#onNetwork);
    this.#route(false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#onRoute);
    window.removeEventListener("online", this.#onNetwork);
    window.removeEventListener("offline", this.#onNetwork);
  }

  protected override opened(open: OpenPack): void {
    const store = LearnerStore.onDevice(open.competencies.map.id);
    void store.ready.then(() => {
      this.store = store;
    });
  }

  protected override render(): TemplateResult {
    const { app } = messages;
    return html`<header part="header">
        <a class="skip" href="#main" @click=${this.#skip}>${app.skip}</a>
        <div class="inner">
          <p class="brand">${brandMark}<span>${app.name}</span></p>
          <nav aria-label=${app.navigation}>
            <ul>
              ${VIEWS.map(
                (view) => html`<li>
                  <a href="#${view}" aria-current=${view === this.view ? "page" : nothing}>${app.views[view]}</a>
                </li>`,
              )}
            </ul>
          </nav>
          <label class="theme">
            <span class="visually-hidden">${app.theme.label}</span>
            <select class="field" @change=${this.#chooseTheme}>
              ${(["auto", "light", "dark"] as const).map(
                (value) => html`<option value=${value} ?selected=${value === this.theme}>${app.theme[value]}</option>`,
              )}
            </select>
          </label>
        </div>
      </header>
      <div role="status" class="network">
        ${this.online ? nothing : html`<p>${icons.offline} ${app.offline}</p>`}
        ${
          this.takeNewVersion
            ? html`<p>${app.newVersion} <button class="button" @click=${this.takeNewVersion}>${app.reload}</button></p>`
            : nothing
        }
      </div>
      <main id="main" tabindex="-1" part="main">
        <h1 class=${this.view === "plan" ? "" : "visually-hidden"}>${app.views[this.view]}</h1>
        ${super.render()}
      </main>
      <gapwise-undo-bar ?hidden=${this.view === "group"} .store=${this.store}></gapwise-undo-bar>
      <footer part="footer"><p>${app.footer}</p></footer>`;
  }

  /** Views stay as they were left when another is shown. */
  protected override renderOpen(open: OpenPack): TemplateResult | typeof nothing {
    const { store, view } = this;
    if (!store) return nothing;
    return html`<gapwise-plan-view ?hidden=${view !== "plan"} .pack=${this.pack} .paths=${this.paths} .open=${open} .store=${store}></gapwise-plan-view>
      ${this.#keep("find", () => html`<gapwise-search ?hidden=${view !== "find"} .pack=${this.pack} .store=${store}></gapwise-search>`)}
      ${this.#keep("coverage", () => html`<gapwise-coverage ?hidden=${view !== "coverage"} .pack=${this.pack}></gapwise-coverage>`)}
      ${this.#keep("group", () => html`<gapwise-cohort ?hidden=${view !== "group"} .pack=${this.pack}></gapwise-cohort>`)}
      ${this.#keep("data", () => html`<gapwise-my-data ?hidden=${view !== "data"} .open=${open} .store=${store}></gapwise-my-data>`)}`;
  }

  readonly #visited = new Set<View>();

  /** A view is made when it is first visited, and then kept. */
  #keep(view: View, render: () => TemplateResult): TemplateResult | typeof nothing {
    if (view === this.view) this.#visited.add(view);
    return this.#visited.has(view) ? render() : nothing;
  }

  readonly #onRoute = (): void => this.#route(true);

  #route(byPerson: boolean): void {
    const asked = window.location.hash.slice(1);
    const view = VIEWS.find((name) => name === asked) ?? "plan";
    document.title = messages.app.documentTitle(messages.app.views[view]);
    if (view === this.view && byPerson) return;
    this.view = view;
    if (!byPerson) return;
    window.scrollTo(0, 0);
    void this.updateComplete.then(() => this.#main?.focus({ preventScroll: true }));
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.#main?.focus();
  };

  get #main(): HTMLElement | null {
    return this.renderRoot.querySelector("main");
  }

  readonly #onNetwork = (): void => {
    this.online = navigator.onLine;
    if (this.online) this.announce(messages.app.online);
  };

  readonly #chooseTheme = (event: Event): void => {
    this.theme = (event.target as HTMLSelectElement).value as Theme;
    chooseTheme(this.theme);
  };
}

/** Bars that rise to a line: the levels and the aim. */
const brandMark = html`<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" focusable="false">
  <rect x="2" y="14" width="6" height="10" rx="1.5" fill="currentColor"></rect>
  <rect x="10" y="9" width="6" height="15" rx="1.5" fill="currentColor"></rect>
  <rect x="18" y="5" width="6" height="19" rx="1.5" fill="currentColor"></rect>
  <rect class="aim" x="0" y="2" width="26" height="2.5" rx="1"></rect>
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-app": GapwiseApp;
  }
}
