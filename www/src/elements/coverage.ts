/** For curators: how many resources teach each competency, and where too few do. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Column, type ColumnChoice, columnsOf, coverageCsv } from "../coverage-columns.js";
import { Curator } from "../curator.js";
import { download } from "../download.js";
import type { Coverage, CoverageRow, NearDuplicate, ResourceView, Verdict } from "../engine/index.js";
import { KnownResources } from "../known-resources.js";
import { messages } from "../messages.js";
import { controlStyles } from "../styles/controls.js";
import { coverageStyles } from "../styles/coverage.js";
import { type Option, renderSelect, renderTick } from "./form-parts.js";
import { GapwiseElement } from "./gapwise-element.js";
import { icons } from "./icons.js";
import { renderNearDuplicates } from "./near-duplicates.js";
import { resourceLink, resourceMeta, resourceStyles } from "./resource-meta.js";
import { verdictButtons } from "./review.js";
import type { OpenPack } from "./shared-pack.js";
import "./review.js";

/** What the list beside the table shows. */
interface Listed {
  heading: string;
  key: string;
  /** The competency it is about; none for resources without any. */
  competency?: string;
  resources: ResourceView[];
  /** By resource, where nearly the same text stands. */
  near: Map<string, NearDuplicate[]>;
}

const CHOICES: Option<ColumnChoice>[] = [
  ["level", messages.coverage.byLevel],
  ["role", messages.coverage.byRole],
  ["kind", messages.coverage.byKind],
];
/** Counts from which a cell has the next stronger colour. */
const HEAT = [1, 3, 6, 12];
const heat = (n: number): number => HEAT.filter((from) => n >= from).length;
/** How many resources are asked for at a time. */
const BATCH = 500;

/**
 * The coverage table.
 *
 * @fires gapwise-coverage with the coverage, whenever it has been worked out
 * @csspart table the table; list the resources of a cell
 */
@customElement("gapwise-coverage")
export class GapwiseCoverage extends GapwiseElement {
  static override styles = [GapwiseElement.styles, controlStyles, resourceStyles, coverageStyles];

  /** Only what counts for a role. */
  @property({ attribute: "for-role" }) forRole = "";
  /** A competency with fewer resources is thin. */
  @property({ type: Number }) min = 3;
  @property() columns: ColumnChoice = "level";

  @state() private coverage?: Coverage;
  @state() private onlyThin = false;
  @state() private listed?: Listed;
  @state() private curator?: Curator;
  readonly #known = new KnownResources();
  #turn = 0;

  protected override opened(open: OpenPack): void {
    this.curator = new Curator(open.engine, open.competencies.map.id);
    this.curator.addEventListener("change", () => void this.#load(open));
    void this.#load(open);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if ((changed.has("forRole") || changed.has("min")) && this.open && this.coverage) void this.#load(this.open);
  }

  async #load(open: OpenPack): Promise<void> {
    const turn = ++this.#turn;
    const coverage = await this.attempt(() =>
      open.engine.coverage({ min: this.min, ...(this.forRole !== "" && { role: this.forRole }) }),
    );
    if (turn !== this.#turn || !coverage) return;
    const again = this.coverage !== undefined;
    this.coverage = coverage;
    this.emit("gapwise-coverage", coverage);
    if (again) this.announce(messages.coverage.thin(coverage.thin.length, coverage.min));
  }

  protected override renderOpen(open: OpenPack): TemplateResult {
    const { coverage } = this;
    return html`<h2>${messages.coverage.heading}</h2>
      <p class="muted">${messages.coverage.intro}</p>
      ${
        coverage
          ? html`${this.#renderControls(open, coverage)} ${this.#renderSummary(open, coverage)}
              ${this.#renderTable(open, coverage)}
              <gapwise-review .curator=${this.curator}></gapwise-review>`
          : this.renderLoading(0, 0)
      }`;
  }

  #renderControls(open: OpenPack, coverage: Coverage): TemplateResult {
    return html`<div class="controls">
      ${renderSelect(
        messages.coverage.role,
        [["", messages.coverage.everyRole], ...open.roles.map(({ id, title }): Option => [id, title])],
        this.forRole,
        (role) => {
          this.forRole = role;
        },
      )}
      ${renderSelect(messages.coverage.columns, CHOICES, this.columns, (columns) => {
        this.columns = columns;
        this.listed = undefined;
      })}
      <label class="entry">
        <span>${messages.coverage.min}</span>
        <input
          class="field min"
          type="number"
          min="0"
          max="999"
          inputmode="numeric"
          .value=${String(this.min)}
          @input=${(event: Event) => {
            const value = (event.target as HTMLInputElement).valueAsNumber;
            if (Number.isInteger(value) && value >= 0) this.min = value;
          }}
        />
      </label>
      <button class="button" @click=${() => download(messages.coverage.csvName, "text/csv", coverageCsv(coverage, open.competencies.map.levels))}>
        ${icons.download}${messages.coverage.csv}
      </button>
    </div>`;
  }

  #renderSummary(open: OpenPack, coverage: Coverage): TemplateResult {
    return html`<p><strong>${messages.coverage.summary(coverage.resources, coverage.covered, coverage.leaves)}</strong></p>
      ${
        coverage.untagged.length > 0
          ? html`<p>
              <button class="button quiet flush" @click=${() => this.#listUntagged(open, coverage)}>
                ${messages.coverage.untagged(coverage.untagged.length)}
              </button>
            </p>
            ${this.listed?.key === "untagged" ? this.#renderList(this.listed) : nothing}`
          : nothing
      }
      ${
        coverage.thin.length > 0
          ? html`<details class="thin">
              <summary>${messages.coverage.thin(coverage.thin.length, coverage.min)}</summary>
              <ul>
                ${coverage.thin.map(
                  (code) => html`<li><span class="code">${code}</span> ${open.competencies.label(code)}</li>`,
                )}
              </ul>
            </details>`
          : html`<p>${messages.coverage.thin(0, coverage.min)}</p>`
      }
      ${
        coverage.thin.length > 0 || this.onlyThin
          ? renderTick(messages.coverage.onlyThin, this.onlyThin, (onlyThin) => {
              this.onlyThin = onlyThin;
            })
          : nothing
      }`;
  }

  #renderTable(open: OpenPack, coverage: Coverage): TemplateResult {
    const columns = columnsOf(coverage, this.columns, open.competencies.map.levels);
    const rows = coverage.rows
      .filter((row) => !this.onlyThin || row.below)
      .sort((a, b) => open.competencies.place(a.competency) - open.competencies.place(b.competency));
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${messages.coverage.caption}>
      <table part="table">
        <caption class="visually-hidden">
          ${messages.coverage.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="first">${messages.coverage.competency}</th>
            <th scope="col">${messages.coverage.total}</th>
            ${columns.map((column) => html`<th scope="col">${column.title}</th>`)}
            <th scope="col">${messages.coverage.minutes}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.#renderRow(open, row, columns))}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(open: OpenPack, row: CoverageRow, columns: Column[]): TemplateResult {
    const total: Column = { key: "", title: messages.coverage.total, count: (of) => of.total, has: () => true };
    const isListed = this.listed?.key.startsWith(`${row.competency}/`) ?? false;
    return html`<tr class=${row.leaf ? "leaf" : `heading depth-${row.depth}`}>
        <th scope="row" class="first" title=${row.statement}>
          <span class="code">${row.competency}</span> ${row.label}
          ${row.below ? html`<span class="below">${messages.coverage.thinMark}</span>` : nothing}
        </th>
        ${[total, ...columns].map((column) => this.#renderCell(open, row, column))}
        <td class="hours">${messages.duration(row.minutes)}</td>
      </tr>
      ${
        isListed && this.listed
          ? html`<tr class="list">
              <td colspan=${columns.length + 3}>${this.#renderList(this.listed)}</td>
            </tr>`
          : nothing
      }`;
  }

  #renderCell(open: OpenPack, row: CoverageRow, column: Column): TemplateResult {
    const n = column.count(row);
    const key = `${row.competency}/${column.key}`;
    return html`<td class="cell ${row.leaf ? `heat-${heat(n)}` : ""}">
      ${
        n === 0
          ? html`<span>0</span>`
          : html`<button
              aria-label=${messages.coverage.cell(n, row.label, column.title)}
              aria-expanded=${this.listed?.key === key}
              @click=${() => this.#listCell(open, row, column, key)}
            >
              ${n}
            </button>`
      }
    </td>`;
  }

  #renderList(listed: Listed): TemplateResult {
    return html`<section class="listed" part="list" aria-label=${listed.heading}>
      <div class="row spread">
        <h3>${listed.heading}</h3>
        <button class="button quiet" aria-label=${messages.coverage.close} @click=${() => {
          this.listed = undefined;
        }}>${icons.cross}</button>
      </div>
      ${listed.resources.length === 0 ? html`<p>${messages.coverage.none}</p>` : nothing}
      <ul>
        ${listed.resources.map(
          (resource) => html`<li>
            ${resourceLink(resource.name, resource.address)} ${resourceMeta(resource)}
            ${renderNearDuplicates(listed.near.get(resource.id) ?? [], this.#known)}
            ${this.#renderDecision(resource, listed)}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  /** What a curator may say of a resource in a list: of its tag, or, where it has none, which it should have. */
  #renderDecision(resource: ResourceView, { competency }: Listed): TemplateResult | typeof nothing {
    const { open } = this;
    if (!open) return nothing;
    if (competency === undefined) return this.#renderAdd(resource, open);
    if (!open.competencies.get(competency)?.leaf) return nothing;
    const tag = resource.tags.find((own) => own.competency === competency);
    if (!tag) return nothing;
    const status = tag.source === "curator" ? tag.status : "";
    return html`<p class="small muted">${tag.because}</p>
      ${verdictButtons(resource.name, tag.label, status, (verdict) => this.#decide(resource, competency, verdict))}`;
  }

  #renderAdd(resource: ResourceView, open: OpenPack): TemplateResult {
    const leaves = open.competencies.map.items.filter((item) => item.leaf && item.role === undefined);
    return html`<label class="small">
      ${messages.review.add}
      <select
        class="field"
        aria-label="${messages.review.add}: ${resource.name}"
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          if (value !== "") void this.#decide(resource, value, "added");
        }}
      >
        <option value="">${messages.review.choose}</option>
        ${leaves.map((item) => html`<option value=${item.code}>${item.code} ${item.label}</option>`)}
      </select>
    </label>`;
  }

  async #decide(resource: ResourceView, competency: string, verdict: Verdict | undefined): Promise<void> {
    await this.attempt(async () => this.curator?.decide(resource.id, competency, verdict));
    this.announce(verdict ? messages.review.kept : messages.review.undone);
    // The list stays as it was, with the decision shown, so that nothing moves away under the pointer.
    const now = await this.attempt(async () => this.open?.engine.resource(resource.id));
    if (!this.listed || !now) return;
    const rejected =
      verdict === "rejected"
        ? resource.tags.map((tag) =>
            tag.competency === competency ? { ...tag, source: "curator" as const, status: "rejected" as const } : tag,
          )
        : now.tags;
    const resources = this.listed.resources.map((own) => (own.id === now.id ? { ...now, tags: rejected } : own));
    this.listed = { ...this.listed, resources };
  }

  async #listCell(open: OpenPack, row: CoverageRow, column: Column, key: string): Promise<void> {
    if (this.listed?.key === key) {
      this.listed = undefined;
      return;
    }
    const found = await this.attempt(() => this.#resourcesOf(open, row.competency));
    if (!found) return;
    const resources = found.filter(column.has);
    const heading = messages.coverage.cellHeading(row.label, column.title);
    const near = await this.#near(open, resources);
    this.listed = { key, heading, competency: row.competency, resources, near };
    this.announce(messages.coverage.cell(resources.length, row.label, column.title));
  }

  /** All resources of a competency, by title. */
  async #resourcesOf({ engine }: OpenPack, competency: string): Promise<ResourceView[]> {
    const resources: ResourceView[] = [];
    for (;;) {
      const request = { filters: { competency: [competency] }, facets: [], offset: resources.length, limit: BATCH };
      const { hits, total } = await engine.search({ ...request, sort: "name" });
      resources.push(...hits.map((hit) => hit.resource));
      if (hits.length === 0 || resources.length >= total) return resources;
    }
  }

  async #listUntagged(open: OpenPack, coverage: Coverage): Promise<void> {
    const found = await this.attempt(() => Promise.all(coverage.untagged.map((id) => open.engine.resource(id))));
    if (!found) return;
    const resources = found.filter((resource) => resource !== undefined);
    const near = await this.#near(open, resources);
    this.listed = { key: "untagged", heading: messages.coverage.listUntagged, resources, near };
  }

  /** Where nearly the text of each of these stands. */
  async #near({ engine }: OpenPack, resources: ResourceView[]): Promise<Listed["near"]> {
    const near = await this.attempt(async () => {
      const found = await Promise.all(resources.map(({ id }) => engine.nearDuplicates(id)));
      await this.#known.fetch(
        engine,
        found.flat().map(({ resource }) => resource),
      );
      return found;
    });
    return new Map(resources.map(({ id }, at) => [id, near?.[at] ?? []]));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-coverage": GapwiseCoverage;
  }
}
