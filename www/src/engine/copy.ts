import type { Evidence, ResourceView, Tag } from "../../../pkg/wasm/gapwise.js";

/** What of a type a copy may share: all but lists and objects, which the compiler wants to see copied. */
type Outer<Whole> = {
  [Name in keyof Whole as NonNullable<Whole[Name]> extends object ? never : Name]: Whole[Name];
};

/** A resource that may be changed without changing the one it is of. Field by field: ten are made for each search. */
export function copyOf(resource: ResourceView): ResourceView {
  return {
    ...(resource as Outer<ResourceView>),
    levels: copied(resource.levels),
    languages: copied(resource.languages),
    keywords: copied(resource.keywords),
    audience: copied(resource.audience),
    tags: resource.tags.length === 0 ? [] : resource.tags.map(copyOfTag),
  };
}

/** Most lists are empty, and a new one is made sooner than a copy. */
function copied<Item>(list: readonly Item[]): Item[] {
  return list.length === 0 ? [] : list.slice();
}

function copyOfTag(tag: Tag): Tag {
  const copy: Tag = { ...(tag as Outer<Tag>), evidence: tag.evidence.map(copyOfEvidence) };
  if (tag.close) copy.close = copied(tag.close);
  return copy;
}

function copyOfEvidence(evidence: Evidence): Evidence {
  return { ...(evidence as Outer<Evidence>) };
}
