/** A catalogue in which two publishers give nearly the same text. */

const TEXT =
  "Check what each student understood at the end of every lesson with an exit ticket, sort the answers, and plan the next lesson from what you see.";

const record = (at: number, name: string, publisher: string, description: string) => ({
  "@context": "https://schema.org/",
  type: ["LearningResource"],
  id: `https://example.org/twins/${at}`,
  name,
  publisher: { type: "Organization", name: publisher },
  description,
  timeRequired: "PT15M",
  inLanguage: ["en"],
  isAccessibleForFree: true,
});

export const TWINS = ["Exit tickets", "Exit tickets, again"] as const;

/** As JSON lines. */
export function twinCatalogue(): string {
  const records = [
    record(1, TWINS[0], "One school", TEXT),
    record(2, TWINS[1], "Another school", TEXT.replace("every lesson", "every single lesson")),
    record(
      3,
      "Greeting at the door",
      "One school",
      "Greet students by name at the door, every day, and teach them how a lesson begins.",
    ),
  ];
  return records.map((line) => `${JSON.stringify(line)}\n`).join("");
}
