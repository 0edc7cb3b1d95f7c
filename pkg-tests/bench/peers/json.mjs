/** What the libraries written in JavaScript share: documents from lines, and saved states as JSON. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The fields that are searched, all of the same weight; the other fields are only stored. */
export const FIELDS = ["name", "description", "keywords", "publisher"];

export const parseLines = (text) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

export const toBytes = (value) => encoder.encode(JSON.stringify(value));
export const fromBytes = (bytes) => JSON.parse(decoder.decode(bytes));
