/**
 * A value as JSON would carry it, before it goes to the engine or to its worker: what says `toJSON`, such as a
 * `Learner`, as that; a field that is `undefined` as one that is not there.
 */
export function plain<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain) as Value;
  const { toJSON } = value as { toJSON?: () => Value };
  if (typeof toJSON === "function") return plain(toJSON.call(value));
  const present = { ...value };
  for (const name in present) {
    const field = present[name];
    if (field === undefined) delete present[name];
    else if (typeof field === "object") present[name] = plain(field);
  }
  return present;
}
