/** The goals of teacher, school and district, and how much of the plan each owner gets. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { withChoices } from "../choices.js";
import type { Balance, Goal, GoalShares, Owner } from "../engine/index.js";
import { FOCUS_WEIGHT, removeGoal, setGoal } from "../learner.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { controlStyles } from "../styles/controls.js";
import { renderSlider } from "./form-parts.js";
import { icons } from "./icons.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";

const OWNERS: Owner[] = ["teacher", "school", "district"];
const WEIGHTS = [0.5, 1, 2, 4];
const EVEN: Balance = { teacher: 50, school: 50, district: 50 };

@customElement("gapwise-goals")
export class GapwiseGoals extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .goal {
        padding: 0.5rem 0;
        border-bottom: 1px solid var(--gw-line);
      }
      .goal .what {
        flex: 1 1 12rem;
      }
      form {
        margin-top: 0.75rem;
        padding: 0.9rem 1rem;
        border-radius: var(--gw-radius);
        background: var(--gw-sunken);
      }
      form h4 {
        margin-bottom: 0.6rem;
      }
      form .row {
        margin-top: 0.9rem;
      }
      .add {
        margin-top: 0.6rem;
      }
    `,
  ];

  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  /** The shares of the plan that is shown. */
  @property({ attribute: false }) shares?: GoalShares;
  /** The goal that is being written: one that is there, or a new one. */
  @state() private editing?: Goal | "new" | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { open, store } = this;
    if (!open || !store) return nothing;
    const { goals } = store.learner;
    return html`<p class="muted">${messages.goals.intro}</p>
      ${
        goals.length > 0
          ? html`<ul aria-label=${messages.goals.list}>
              ${goals.map((goal) => this.#renderGoal(goal, open, store))}
            </ul>`
          : nothing
      }
      ${
        this.editing === undefined
          ? html`<button class="button add" @click=${() => this.#edit("new")}>${icons.plus}${messages.goals.add}</button>`
          : this.#renderForm(this.editing, open, store)
      }
      ${goals.length > 0 ? this.#renderBalance(store) : nothing}`;
  }

  #renderGoal(goal: Goal, { competencies }: OpenPack, store: LearnerStore): TemplateResult {
    const { goals } = messages;
    const label = competencies.label(goal.competency);
    const aim = `${goal.target} ${competencies.map.levels[Math.round(goal.target)] ?? ""}`.trim();
    return html`<li class="goal row">
      <p class="what">
        <strong>${label}</strong><br />
        <span class="small muted"
          >${goals.owners[goal.owner]} · ${goals.line(aim, goal.weight)}${goal.due ? ` · ${goals.due(goal.due)}` : ""}</span
        >
      </p>
      <span class="row">
        <button class="button quiet" aria-label=${goals.editLabel(label)} @click=${() => this.#edit(goal)}>
          ${icons.pencil}${goals.edit}
        </button>
        <button
          class="button quiet"
          aria-label=${goals.removeLabel(label)}
          @click=${() => store.change((saved) => removeGoal(saved, goal.id), messages.undoPlan.noGoal(label))}
        >
          ${icons.trash}${goals.remove}
        </button>
      </span>
    </li>`;
  }

  #renderForm(editing: Goal | "new", { competencies }: OpenPack, store: LearnerStore): TemplateResult {
    const { goals } = messages;
    const goal = editing === "new" ? undefined : editing;
    const groups = competencies.groups(store.learner.role).flatMap((group) => group.standards);
    const chosen = (code: string) => code === goal?.competency;
    const weight = goal?.weight ?? FOCUS_WEIGHT;
    const weights = [...new Set([...WEIGHTS, weight])].sort((a, b) => a - b);
    return html`<form @submit=${(event: SubmitEvent) => this.#save(event, store, goal)} aria-labelledby="form">
      <h4 id="form">${goal ? goals.changeGoal : goals.newGoal}</h4>
      <div class="entries">
        <label class="entry">
          <span>${goals.what}</span>
          <select class="field" name="competency" required>
            ${groups.map(
              ({ item, parts }) => html`<option value=${item.code} ?selected=${chosen(item.code)}>${item.label}</option>
                ${parts.map((part) => html`<option value=${part.code} ?selected=${chosen(part.code)}>   ${part.label}</option>`)}`,
            )}
          </select>
        </label>
        <label class="entry">
          <span>${goals.whose}</span>
          <select class="field" name="owner">
            ${OWNERS.map((owner) => html`<option value=${owner} ?selected=${owner === goal?.owner}>${goals.owners[owner]}</option>`)}
          </select>
        </label>
        <label class="entry">
          <span>${goals.target}</span>
          <select class="field" name="target">
            ${competencies.map.levels.map((name, level) =>
              level === 0
                ? nothing
                : html`<option value=${level} ?selected=${level === Math.round(goal?.target ?? 3)}>${level} ${name}</option>`,
            )}
          </select>
        </label>
        <label class="entry">
          <span>${goals.weight}</span>
          <select class="field" name="weight">
            ${weights.map((value) => html`<option value=${value} ?selected=${value === weight}>${goals.weights[value] ?? goals.times(value)}</option>`)}
          </select>
        </label>
        <label class="entry">
          <span>${goals.by}</span>
          <input class="field" type="date" name="due" .value=${goal?.due?.slice(0, 10) ?? ""} />
        </label>
      </div>
      <div class="row">
        <button class="button primary" type="submit">${goals.save}</button>
        <button class="button" type="button" @click=${() => this.#edit(undefined)}>${goals.cancel}</button>
      </div>
    </form>`;
  }

  #renderBalance(store: LearnerStore): TemplateResult {
    const { goals } = messages;
    const { balance } = store.saved.choices;
    const now = balance ?? EVEN;
    const sum = OWNERS.reduce((all, owner) => all + (this.#has(store, owner) ? now[owner] : 0), 0);
    return html`<fieldset class="block">
      <legend>${goals.balance}</legend>
      <p class="small muted">${goals.balanceText}</p>
      <div class="rows">
        ${OWNERS.map((owner) => {
          const has = this.#has(store, owner);
          const share = has && sum > 0 ? now[owner] / sum : 0;
          const planned = this.shares && has ? goals.planned(this.shares.planned[owner]) : "";
          return renderSlider({
            name: goals.owners[owner],
            max: 100,
            step: 5,
            value: now[owner],
            disabled: !has,
            spoken: has ? `${goals.share(share)}${planned ? `, ${planned}` : ""}` : goals.noGoals,
            shown: has ? html`${goals.share(share)}${planned ? html`<br />${planned}` : nothing}` : goals.noGoals,
            drag: (value) => this.#drag(store, owner, value),
            settle: () => store.settle(messages.undoPlan.balance),
          });
        })}
      </div>
      ${this.shares ? html`<p class="small">${this.shares.within ? goals.within : goals.beyond}</p>` : nothing}
      ${
        balance
          ? html`<button
              class="button quiet"
              @click=${() => store.change((saved) => withChoices(saved, { balance: undefined }), messages.undoPlan.balance)}
            >
              ${icons.undo}${goals.reset}
            </button>`
          : nothing
      }
    </fieldset>`;
  }

  #has(store: LearnerStore, owner: Owner): boolean {
    return store.learner.goals.some((goal) => goal.owner === owner);
  }

  #drag(store: LearnerStore, owner: Owner, value: number): void {
    store.adjust((saved) =>
      withChoices(saved, { balance: { ...(store.saved.choices.balance ?? EVEN), [owner]: value } }),
    );
  }

  #edit(goal: Goal | "new" | undefined): void {
    const back = goal === undefined;
    this.editing = goal;
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(back ? ".add" : "form select")?.focus();
    });
  }

  #save(event: SubmitEvent, store: LearnerStore, replaces: Goal | undefined): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const value = (name: string) => String(data.get(name) ?? "");
    const competency = value("competency");
    const due = value("due");
    const goal: Omit<Goal, "id"> = {
      competency,
      owner: value("owner") as Owner,
      target: Number(value("target")),
      weight: Number(value("weight")),
      ...(due !== "" && { due }),
    };
    const label = this.open?.competencies.label(competency) ?? competency;
    store.change((saved) => setGoal(saved, goal, replaces?.id), messages.undoPlan.goal(label));
    this.#edit(undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-goals": GapwiseGoals;
  }
}
