import type { Evidence, ResourceView, Tag } from "../../../pkg/wasm/gapwise.js";

/** The fields of a type that a copy must not share: lists and objects. */
type Inner<Whole> = { [Name in keyof Whole as NonNullable<Whole[Name]> extends object ? Name : never]: Whole[Name] };

/** A resource that may be changed without changing the one it is of. Field by field: ten are made for each search. */
export function copyOf(resource: ResourceView): ResourceView {
  return {
    ...resource,
    ...({
      levels: [...resource.levels],
      languages: [...resource.languages],
      keywords: [...resource.keywords],
      audience: [...resource.audience],
      tags: resource.tags.map(copyOfTag),
    } satisfies Inner<ResourceView>),
  };
}

function copyOfTag(tag: Tag): Tag {
  const inner: Inner<Tag> = { evidence: tag.evidence.map(copyOfEvidence) };
  if (tag.close) inner.close = [...tag.close];
  return { ...tag, ...inner };
}

function copyOfEvidence(evidence: Evidence): Evidence {
  return { ...evidence } satisfies Inner<Evidence>;
}
