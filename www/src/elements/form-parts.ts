/** Parts of a form: a choice, a tick, a slider, files. Styled by `controlStyles`. */
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icons } from "./icons.js";

/** A value and what it is called. */
export type Option<Value extends string = string> = readonly [value: Value, name: string];

/** One of several. */
export function renderSelect<Value extends string>(
  name: string,
  options: readonly Option<Value>[],
  now: Value,
  choose: (value: Value) => void,
): TemplateResult {
  return html`<label class="entry">
    <span>${name}</span>
    <select class="field" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Value)}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
    </select>
  </label>`;
}

/** Yes or no. */
export function renderTick(name: string, checked: boolean, change: (checked: boolean) => void): TemplateResult {
  return html`<label class="tick">
    <input
      type="checkbox"
      .checked=${live(checked)}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />
    ${name}
  </label>`;
}

/** A slider, told apart from the moment in which it is let go. */
export interface Slider {
  name: string;
  max: number;
  step: number;
  value: number;
  disabled?: boolean;
  /** What the value means, for those who listen. */
  spoken: string;
  /** The same, for those who see. */
  shown: unknown;
  drag: (value: number) => void;
  settle: () => void;
}

/** A row of `.rows`. */
export function renderSlider({ name, spoken, shown, drag, settle, ...input }: Slider): TemplateResult {
  return html`<label class="slider">
    <span>${name}</span>
    <input
      type="range"
      min="0"
      max=${input.max}
      step=${input.step}
      ?disabled=${input.disabled ?? false}
      .value=${String(input.value)}
      aria-valuetext=${spoken}
      @input=${(event: Event) => drag(Number((event.target as HTMLInputElement).value))}
      @change=${settle}
    />
    <output>${shown}</output>
  </label>`;
}

/** A button that opens files; `kinds` as an input's `accept`. */
export function renderFileButton(
  name: string,
  kinds: string,
  choose: (files: File[]) => void,
  { multiple = false, primary = false } = {},
): TemplateResult {
  return html`<button
      class="button ${primary ? "primary" : ""}"
      @click=${(event: Event) => ((event.currentTarget as Element).nextElementSibling as HTMLInputElement).click()}
    >
      ${icons.upload}${name}
    </button>
    <input
      type="file"
      hidden
      aria-label=${name}
      accept=${kinds}
      ?multiple=${multiple}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const files = [...(input.files ?? [])];
        // The same file may be chosen again.
        input.value = "";
        if (files.length > 0) choose(files);
      }}
    />`;
}
