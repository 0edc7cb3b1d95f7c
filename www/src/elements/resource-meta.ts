/** How a resource is named and described in a line, wherever it appears. All of it is text. */
import { css, html, nothing, type TemplateResult } from "lit";
import type { ResourceView } from "../engine/index.js";
import { messages } from "../messages.js";
import { webAddress } from "../web-address.js";

/** The title as a link to the resource, where it has an address. `text` may carry highlights. */
export function resourceLink(name: string, address: string | undefined, text: unknown = name): TemplateResult {
  const href = webAddress(address);
  return href === undefined
    ? html`<bdi>${text}</bdi>`
    : html`<a href=${href} target="_blank" rel="noopener noreferrer"
        ><bdi>${text}</bdi><span class="visually-hidden"> ${messages.playlist.newTab}</span></a
      >`;
}

/** What a licence is called: the short name of a well-known address, the host of any other. */
export function licenceName(license: string): string {
  const commons = /creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/(\d\.\d)/i.exec(license);
  if (commons) {
    const [, family, name = "", version] = commons;
    if (family === "licenses") return `CC ${name.toUpperCase()} ${version}`;
    return name === "zero" ? `CC0 ${version}` : messages.licences.publicDomain;
  }
  const government = /nationalarchives\.gov\.uk\/doc\/open-government-licence\/version\/(\d)/i.exec(license);
  if (government) return `OGL ${government[1]}.0`;
  const address = webAddress(license);
  return address === undefined ? license : messages.licences.at(new URL(address).hostname);
}

/** Publisher, kind, time, licence and marks. */
export function resourceMeta(
  resource: Partial<ResourceView>,
  minutes: number | undefined = resource.minutes,
  estimated: boolean | undefined = resource.minutesEstimated,
): TemplateResult {
  const { publisher, kind, contentRole, license, free, offline, parts = 1 } = resource;
  const time =
    minutes === undefined ? undefined : estimated ? messages.playlist.about(minutes) : messages.duration(minutes);
  return html`<p class="meta" part="meta">
    ${publisher ? html`<span><bdi>${publisher}</bdi></span>` : nothing}
    ${kind ? html`<span><bdi>${messages.kinds(kind)}</bdi></span>` : nothing}
    ${contentRole ? html`<span>${messages.contentRoles[contentRole]}</span>` : nothing}
    ${time ? html`<span class="time">${time}</span>` : nothing}
    ${parts > 1 ? html`<span>${messages.playlist.parts(parts)}</span>` : nothing}
    ${license ? html`<span><bdi>${licenceName(license)}</bdi></span>` : nothing}
    ${free ? html`<span class="badge">${messages.playlist.free}</span>` : nothing}
    ${offline ? html`<span class="badge">${messages.playlist.offline}</span>` : nothing}
  </p>`;
}

export const resourceStyles = css`
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.1rem 0.5rem;
    color: var(--gw-muted);
    font-size: var(--gw-small);
  }
  .meta > span {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .meta > span:not(.badge):has(+ span:not(.badge))::after {
    content: "·";
    margin-inline-start: 0.5rem;
    font-weight: 400;
  }
  .time {
    color: var(--gw-ink);
    font-weight: 550;
    white-space: nowrap;
  }
  .badge {
    padding: 0 0.5rem;
    border: 1px solid currentColor;
    border-radius: 999px;
    color: var(--gw-accent);
    line-height: 1.5;
  }
`;
