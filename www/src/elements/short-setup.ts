/** The questions in short, for a playlist that stands alone: role, standards, and time where the host page leaves it open. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";
import "./role-choice.js";
import "./self-rating.js";
import "./time-budget.js";

@customElement("gapwise-short-setup")
export class GapwiseShortSetup extends LitElement {
  static override styles = [
    baseStyles,
    css`
      section + section {
        margin-top: 1.75rem;
      }
      h3 {
        margin-bottom: 0.4rem;
      }
    `,
  ];

  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  @property({ attribute: false }) forRole?: string;
  @property({ attribute: false }) fixedMinutes?: number;
  @property({ attribute: false }) fixedWeeks?: number;

  protected override render() {
    const { open, store } = this;
    if (!open || !store) return nothing;
    const role = this.forRole ?? store.learner.role;
    return html`${
      this.forRole === undefined && open.roles.length > 0
        ? html`<section>
            <h3>${messages.setup.roleStep}</h3>
            <gapwise-role-choice
              .roles=${open.roles}
              .value=${role}
              @choose=${(event: CustomEvent<{ role?: string }>) => store.setRole(event.detail.role)}
            ></gapwise-role-choice>
          </section>`
        : nothing
    }
      <section>
        <h3>${messages.setup.ratingStep}</h3>
        <gapwise-self-rating short .competencies=${open.competencies} .store=${store} .forRole=${role}></gapwise-self-rating>
      </section>
      ${
        this.fixedMinutes === undefined || this.fixedWeeks === undefined
          ? html`<section>
              <h3>${messages.setup.timeStep}</h3>
              <gapwise-time-budget
                .open=${open}
                .store=${store}
                .fixedMinutes=${this.fixedMinutes}
                .fixedWeeks=${this.fixedWeeks}
              ></gapwise-time-budget>
            </section>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-short-setup": GapwiseShortSetup;
  }
}
