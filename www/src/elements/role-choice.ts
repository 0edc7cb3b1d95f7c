/** The roles of a pack as cards, one of which is chosen. */
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RoleInfo } from "../engine/index.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";

/** @fires choose with `{ role: string | undefined }` */
@customElement("gapwise-role-choice")
export class GapwiseRoleChoice extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .cards {
        display: grid;
        gap: 0.6rem;
        margin-top: 0.75rem;
      }
      @container (min-width: 34rem) {
        .cards {
          grid-template-columns: 1fr 1fr;
        }
      }
      @container (min-width: 60rem) {
        .cards {
          grid-template-columns: repeat(4, 1fr);
        }
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.1rem 0.65rem;
        align-content: start;
        padding: 0.75rem 0.9rem;
        border: 1px solid var(--gw-control);
        border-radius: var(--gw-radius);
        background: var(--gw-surface);
        cursor: pointer;
      }
      label:hover {
        background: var(--gw-accent-soft);
      }
      label:has(:checked) {
        border-color: var(--gw-accent);
        box-shadow: inset 0 0 0 1px var(--gw-accent);
        background: var(--gw-accent-soft);
      }
      .cards input {
        margin-top: 0.2rem;
      }
      .title {
        font-weight: 600;
      }
      .description {
        grid-column: 2;
        font-size: var(--gw-small);
        color: var(--gw-muted);
        line-height: 1.45;
      }
    `,
  ];

  @property({ attribute: false }) roles: RoleInfo[] = [];
  @property({ attribute: false }) value?: string;

  protected override render() {
    return html`<fieldset>
      <legend class="muted">${messages.setup.rolePrompt}</legend>
      <div class="cards">
        ${this.#card(undefined, messages.setup.anyRole, messages.setup.anyRoleText)}
        ${this.roles.map((role) => this.#card(role.id, role.title, role.description))}
      </div>
    </fieldset>`;
  }

  #card(id: string | undefined, title: string, description: string) {
    const describedBy = `about-${id ?? "any"}`;
    return html`<label>
      <input
        type="radio"
        name="role"
        aria-label=${title}
        aria-describedby=${describedBy}
        .checked=${this.value === id}
        @change=${() => this.dispatchEvent(new CustomEvent("choose", { detail: { role: id } }))}
      />
      <span class="title">${title}</span>
      <span class="description" id=${describedBy}>${description}</span>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-role-choice": GapwiseRoleChoice;
  }
}
