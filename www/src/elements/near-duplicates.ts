/** For curators: where else nearly the same text stands. */
import { html, nothing, type TemplateResult } from "lit";
import type { NearDuplicate } from "../engine/index.js";
import type { KnownResources } from "../known-resources.js";
import { messages } from "../messages.js";
import { resourceLink } from "./resource-meta.js";

/** Nothing where there is none; each is a link where `resources` knows its address. */
export function renderNearDuplicates(
  near: NearDuplicate[],
  resources: KnownResources,
): TemplateResult | typeof nothing {
  if (near.length === 0) return nothing;
  const { review } = messages;
  return html`<p class="small near">
    <strong>${review.near}</strong>
    ${near.map(
      ({ resource, name, publisher, field, share }, at) =>
        html`${at > 0 ? "; " : ""}${resourceLink(name, resources.get(resource)?.address)}
          <span class="muted">(${publisher ? html`<bdi>${publisher}</bdi>, ` : nothing}${review.nearShare(share, field)})</span>`,
    )}
  </p>`;
}
