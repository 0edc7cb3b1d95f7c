/** A catalogue whose every text tries to be more than text. */

/** What would be seen if any of it were run. */
export const ALARM = "gapwise-alarm";

const SCRIPT = `<script>document.title='${ALARM}';alert('${ALARM}')</script>`;
const IMAGE = `<img src=x onerror="document.title='${ALARM}';alert('${ALARM}')">`;
const TEMPLATE = "$" + "{alert(1)}{{constructor.constructor('alert(1)')()}}<!--?lit$--><!---->";
const TURNED = "\u202Etxet denrut \u2066 exit tickets \u0000\u0007\u200F";

const record = (name: string, more: Record<string, unknown>, index: number) => ({
  "@context": "https://schema.org/",
  type: ["LearningResource"],
  id: `https://example.org/hostile/${index}`,
  name,
  description: "Feedback and exit tickets for formative assessment.",
  timeRequired: "PT15M",
  inLanguage: ["en"],
  isAccessibleForFree: true,
  ...more,
});

/** The names under which the resources can be found. */
export const NAMES = {
  script: `Feedback ${SCRIPT}`,
  image: `Feedback ${IMAGE}`,
  template: `Feedback ${TEMPLATE}`,
  turned: `Feedback ${TURNED}`,
  long: "Feedback of a megabyte",
  unbroken: `Feedback${"x".repeat(4000)}`,
  everywhere: "Feedback everywhere",
};

/** As JSON lines. */
export function hostileCatalogue(): string {
  const everywhere = `"><svg onload="alert('${ALARM}')">${SCRIPT}`;
  const records = [
    record(NAMES.script, { description: `${SCRIPT} formative assessment ${IMAGE}` }, 1),
    record(NAMES.image, { keywords: [IMAGE, "feedback"] }, 2),
    record(NAMES.template, { description: TEMPLATE }, 3),
    record(NAMES.turned, { description: TURNED }, 4),
    record(NAMES.long, { description: `feedback ${"<b>exit tickets</b> ".repeat(50_000)}` }, 5),
    record(NAMES.unbroken, { description: "x".repeat(20_000) }, 6),
    record(
      NAMES.everywhere,
      {
        publisher: { type: "Organization", name: everywhere },
        learningResourceType: [everywhere],
        license: { id: everywhere },
        inLanguage: ["en"],
        keywords: [everywhere],
      },
      7,
    ),
  ];
  return records.map((line) => `${JSON.stringify(line)}\n`).join("");
}
