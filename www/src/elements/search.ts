/** Search with instant results and facets. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { lock } from "../choices.js";
import type { SearchRequest, SearchResult } from "../engine/index.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { searchStyles } from "../styles/search.js";
import type { Filters } from "./facets.js";
import { highlighted } from "./highlight.js";
import { icons } from "./icons.js";
import { LearnerElement } from "./learner-element.js";
import { resourceLink, resourceMeta, resourceStyles } from "./resource-meta.js";
import type { OpenPack } from "./shared-pack.js";
import "./facets.js";

type Hit = SearchResult["hits"][number];
type Sort = NonNullable<SearchRequest["sort"]>;
const SORTS: Sort[] = ["relevance", "minutes", "name"];
const PAGE = 20;
const TAGS_SHOWN = 3;
/** A pause after which the number of results is announced, so that it does not interrupt typing. */
const ANNOUNCE_AFTER_MS = 700;

/**
 * The search.
 *
 * @fires gapwise-search with `{ text, filters, total }`, after every search
 * @fires gapwise-select with `{ resource }`, when a resource is put into the plan
 * @csspart field the text field; hit a result
 */
@customElement("gapwise-search")
export class GapwiseSearch extends LearnerElement {
  static override styles = [LearnerElement.styles, resourceStyles, searchStyles];

  /** What is searched for. */
  @property() text = "";
  @property({ attribute: false }) filters: Filters = {};
  @property() sort: Sort = "relevance";

  @state() private result?: SearchResult;
  @state() private hits: Hit[] = [];
  @state() private filtersOpen = false;
  @query("#text") private field!: HTMLInputElement;
  #limit = PAGE;
  #announceTimer: ReturnType<typeof setTimeout> | undefined;
  #width?: ResizeObserver;

  override focus(): void {
    this.field?.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#width = new ResizeObserver(([entry]) => {
      if (entry) this.toggleAttribute("wide", entry.contentRect.width >= 800);
      if (this.hasAttribute("wide")) this.filtersOpen = true;
    });
    this.#width.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#width?.disconnect();
    clearTimeout(this.#announceTimer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has("text") && !changed.has("filters") && !changed.has("sort")) return;
    this.#limit = PAGE;
    this.schedule(0);
  }

  protected override async recompute(open: OpenPack, _store: LearnerStore, isCurrent: () => boolean): Promise<void> {
    const { text, filters, sort } = this;
    const result = await open.engine.search({ text, filters, sort, offset: 0, limit: this.#limit });
    if (!isCurrent()) return;
    this.result = result;
    this.hits = result.hits;
    this.emit("gapwise-search", { text, filters, total: result.total });
    clearTimeout(this.#announceTimer);
    this.#announceTimer = setTimeout(() => {
      this.announce(result.total === 0 ? messages.search.noResults : messages.search.results(result.total));
    }, ANNOUNCE_AFTER_MS);
  }

  protected override renderOpen(open: OpenPack): TemplateResult {
    const on = Object.values(this.filters).reduce((sum, values) => sum + values.length, 0);
    return html`<h2>${messages.search.heading}</h2>
      <form class="bar" role="search" @submit=${(event: Event) => event.preventDefault()}>
        <label class="visually-hidden" for="text">${messages.search.label}</label>
        <span class="icon" aria-hidden="true">${icons.search}</span>
        <input
          id="text"
          part="field"
          type="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${messages.search.placeholder}
          .value=${this.text}
          @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
          }}
        />
      </form>
      <div class="columns">
        <details class="filters" .open=${this.filtersOpen} @toggle=${(event: Event) => {
          if (event.target === event.currentTarget) this.filtersOpen = (event.target as HTMLDetailsElement).open;
        }}>
          <summary>${on > 0 ? messages.search.filtersOn(on) : messages.search.filters}</summary>
          ${
            on > 0
              ? html`<button class="button quiet clear" @click=${() => {
                  this.filters = {};
                }}>${icons.cross}${messages.search.clearFilters}</button>`
              : nothing
          }
          <gapwise-facets
            .counts=${this.result?.facets ?? {}}
            .filters=${this.filters}
            .competencies=${open.competencies}
            .roles=${open.roles}
            @filter=${(event: CustomEvent<{ filters: Filters }>) => {
              this.filters = event.detail.filters;
            }}
          ></gapwise-facets>
        </details>
        <div class="results" aria-busy=${this.busy}>${this.result ? this.#renderResult(this.result) : this.renderLoading(0, 0)}</div>
      </div>
      ${this.renderUndo()}`;
  }

  #renderResult(result: SearchResult): TemplateResult {
    return html`<div class="row spread">
        <p class="total"><strong>${messages.search.results(result.total)}</strong></p>
        <label class="sort">
          <span class="small muted">${messages.search.sort}</span>
          <select class="field" .value=${this.sort} @change=${(event: Event) => {
            this.sort = (event.target as HTMLSelectElement).value as Sort;
          }}>
            ${SORTS.map((sort) => html`<option value=${sort} ?selected=${sort === this.sort}>${messages.search.sorts[sort]}</option>`)}
          </select>
        </label>
      </div>
      ${this.#renderCorrection(result)}
      ${result.shortened ? html`<p class="shortened muted">${messages.search.shortened}</p>` : nothing}
      ${
        result.total === 0
          ? html`<div class="empty">
              <p><strong>${messages.search.noResults}</strong></p>
              <p class="muted">${messages.search.noResultsHint}</p>
            </div>`
          : html`<ol>
              ${repeat(
                this.hits,
                (hit) => hit.resource.id,
                (hit) => this.#renderHit(hit),
              )}
            </ol>`
      }
      ${
        this.hits.length < result.total
          ? html`<p class="more">
              <button class="button" @click=${this.#more}>
                ${messages.search.more(Math.min(PAGE, result.total - this.hits.length))}
              </button>
              <span class="small muted">${messages.search.shown(this.hits.length, result.total)}</span>
            </p>`
          : nothing
      }`;
  }

  #renderCorrection(result: SearchResult): TemplateResult | typeof nothing {
    const { correctedText } = result;
    if (correctedText === undefined || correctedText === this.text) return nothing;
    return html`<p class="corrected">
      ${messages.search.corrected}
      <button class="button quiet" @click=${() => {
        this.text = correctedText;
        this.focus();
      }}><bdi>${correctedText}</bdi></button>?
    </p>`;
  }

  #renderHit({ resource, snippets, fuzzy }: Hit): TemplateResult {
    const name = snippets.find((snippet) => snippet.field === "name" && snippet.text === resource.name);
    const excerpt = snippets.find((snippet) => snippet.field !== "name");
    // A pack may hold further maps; here the main one counts.
    const tags = resource.tags.filter(
      (tag) => tag.status !== "rejected" && this.open?.competencies.get(tag.competency),
    );
    const inPlan = this.store?.saved.choices.locked.includes(resource.id) ?? false;
    return html`<li class="hit" part="hit">
      <h3>${resourceLink(resource.name, resource.address, name ? highlighted(name.text, name.highlights) : resource.name)}</h3>
      ${resourceMeta(resource)}
      ${
        excerpt
          ? html`<p class="excerpt" dir="auto">${highlighted(excerpt.text, excerpt.highlights)}</p>`
          : html`<p class="excerpt" dir="auto">${resource.description}</p>`
      }
      <div class="row spread">
        <p class="tags small">
          ${
            tags.length > 0
              ? html`<span class="visually-hidden">${messages.search.tagged}: </span>${tags
                  .slice(0, TAGS_SHOWN)
                  .map((tag) => html`<span class="tag" title=${tag.because}>${tag.label}</span>`)}`
              : nothing
          }
          ${fuzzy ? html`<span class="muted">${messages.search.fuzzy}</span>` : nothing}
        </p>
        <button
          class="button"
          aria-pressed=${inPlan}
          aria-label="${inPlan ? messages.search.added : messages.search.add}: ${resource.name}"
          @click=${() => this.#addToPlan(resource.id, resource.name, !inPlan)}
        >
          ${inPlan ? icons.check : icons.plus}${inPlan ? messages.search.added : messages.search.add}
        </button>
      </div>
    </li>`;
  }

  readonly #more = (): void => {
    this.#limit += PAGE;
    this.schedule(0);
  };

  #addToPlan(id: string, name: string, on: boolean): void {
    this.store?.change((saved) => lock(saved, id, on), on ? messages.undo.locked(name) : messages.undo.unlocked(name));
    if (on) this.emit("gapwise-select", { resource: id });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-search": GapwiseSearch;
  }
}
