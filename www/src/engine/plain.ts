/**
 * A value as JSON would carry it, before it goes to the engine or to its worker: what says `toJSON`, such as a
 * `Learner`, as that; a field that is `undefined` as one that is not there.
 */
export function plain<Value>(value: Value): Value {
  return plainOf(value) as Value;
}

function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== "object" || value === null) return value;
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") return plainOf(toJSON.call(value));
  const present = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(present.map(([name, field]) => [name, plainOf(field)]));
}

/** A copy of a value that JSON can carry. */
export function copied<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const copy = value.slice();
    for (let at = 0; at < copy.length; at++) if (typeof copy[at] === "object") copy[at] = copied(copy[at]);
    return copy as Value;
  }
  const copy = { ...value };
  for (const name in copy) {
    const field = copy[name];
    if (typeof field === "object") copy[name] = copied(field);
  }
  return copy;
}
