/** The smallest content that shows a behaviour: one standard, two competencies, a resource for each. */

const item = (identifier, humanCodingScheme, fullStatement) => ({
  identifier,
  uri: `urn:test:${identifier}`,
  humanCodingScheme,
  fullStatement,
});

const tie = (associationType, origin, destination) => ({
  identifier: `${origin}-${associationType}-${destination}`,
  associationType,
  originNodeURI: { identifier: origin, uri: `urn:test:${origin}`, title: origin },
  destinationNodeURI: { identifier: destination, uri: `urn:test:${destination}`, title: destination },
});

/** A CASE package whose document has this identifier. */
export const map = (identifier = "small-map") => ({
  CFDocument: { identifier, uri: `urn:test:${identifier}`, title: "Small map", creator: "Tests" },
  CFItems: [
    item("standard", "1", "Know what students have learnt"),
    item("tickets", "1a", "Check understanding with exit tickets before moving on."),
    item("routines", "1b", "Teach classroom routines until they run by themselves."),
  ],
  CFAssociations: [
    tie("isChildOf", "standard", identifier),
    tie("isChildOf", "tickets", "standard"),
    tie("isChildOf", "routines", "standard"),
  ],
});

export const tickets = {
  id: "https://example.org/tickets",
  name: "Exit tickets in five minutes",
  description: "Check understanding at the end of a lesson with exit tickets.",
  timeRequired: "PT15M",
  inLanguage: ["en"],
  isAccessibleForFree: true,
  learningResourceType: "article",
};

export const routines = {
  id: "https://example.org/routines",
  name: "Routines from day one",
  description: "How to teach classroom routines in the first weeks.",
  timeRequired: "PT30M",
  inLanguage: ["en"],
  isAccessibleForFree: true,
  learningResourceType: "course",
};

/** Resource lines. */
export const lines = (...resources) => resources.map((resource) => `${JSON.stringify(resource)}\n`).join("");

/** What `Gapwise.build` takes. */
export const input = (...resources) => ({
  maps: [JSON.stringify(map())],
  resources: lines(...(resources.length > 0 ? resources : [tickets, routines])),
});
