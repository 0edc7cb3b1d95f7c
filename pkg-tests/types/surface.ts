/** Touches every name of the package once, under strict; it is compiled, never run. */
import init, {
  type Alternative,
  type BuildInput,
  type Carried,
  type Cohort,
  type Comparison,
  type Coverage,
  type Decision,
  type ExpertPath,
  type FetchPackOptions,
  fetchPack,
  type Gap,
  Gapwise,
  GapwiseError,
  type Goal,
  Learner,
  type LearnerData,
  type LearnerEvidence,
  type MapDetail,
  type MapInfo,
  type NearDuplicate,
  type PackInfo,
  type PackStore,
  type Part,
  type Playlist,
  type Question,
  type Replanned,
  type ResourceView,
  type ReviewItem,
  type RoleInfo,
  type SearchResult,
  type Tag,
} from "gapwise";
import { GapwisePlaylist } from "gapwise/elements";
import { connect, type Engine } from "gapwise/worker";

const evidence: LearnerEvidence = {
  id: "e1",
  competency: "1a",
  kind: "selfAssessment",
  level: 2,
  date: "2026-11-22",
};
const goal: Goal = { id: "g1", competency: "1a", target: 3, owner: "teacher", weight: 1, due: "2027-06-30" };

export async function synchronous(bytes: Uint8Array, wasm: ArrayBuffer): Promise<void> {
  await init();
  await init(wasm);
  await init(new URL("https://example.org/gapwise_bg.wasm"));

  const engine: Gapwise = Gapwise.open(bytes);
  const info: PackInfo = engine.info();
  const version: string | undefined = info.version;
  const without: Part[] = info.without;
  const maps: MapInfo[] = engine.maps();
  const map: MapDetail = engine.map(maps[0]?.id ?? "");
  const codes: string[] = map.items.filter((item) => item.leaf).map((item) => item.code);
  const roles: RoleInfo[] = engine.roles();
  const role = roles[0]?.id;

  const learner: Learner = Learner.merge(
    Learner.create(map.id).record(evidence).goal(goal),
    Learner.from(JSON.stringify(Learner.create(map.id))),
  );
  const data: LearnerData = learner.toJSON();

  const found: SearchResult = engine.search({
    text: "exit tickets",
    filters: { competency: codes, kind: ["article"] },
    facets: ["kind"],
    sort: "minutes",
    offset: 0,
    limit: 10,
  });
  const first: ResourceView | undefined = found.hits[0]?.resource;
  const spans: [number, number][] | undefined = found.hits[0]?.snippets[0]?.highlights;
  const counts: number[] | undefined = found.facets.kind?.map(({ count }) => count);
  const words: string[] = engine.suggest("tick");
  const resource: ResourceView | undefined = engine.resource(first?.id ?? "");
  const link: string | undefined = resource?.address;

  const tags: Tag[] = engine.tag({ name: "Exit tickets", keywords: ["feedback"] }, { map: map.id, top: 3 });
  const quoted: string[] = tags.flatMap((tag) =>
    tag.evidence.map(({ field, start, end, text }) => `${field} ${start} ${end} ${text}`),
  );

  const gaps: Gap[] = engine.gaps(learner, { today: "2026-11-22", balance: { teacher: 1, school: 1, district: 0 } });
  const plan: Playlist = engine.plan(data, {
    minutesPerWeek: 60,
    weeks: 4,
    role,
    today: "2026-11-22",
    only: { free: true, offline: false, languages: ["en"] },
    locked: [],
    skipped: [],
    mix: { practice: 0.5 },
  });
  const request = {
    minutesPerWeek: 60,
    weeks: 4,
    previous: plan.items.map(({ resource, week }) => ({ resource, week })),
  };
  const resources = plan.items.map((item) => item.resource);
  const changed: Replanned = engine.replan(data, request, { kind: "skip", resource: resources[0] ?? "" });
  const told: string[] = changed.difference.sentences;
  const instead: Alternative[] = engine.alternatives(data, request, resources[0] ?? "");
  const path: ExpertPath = { id: "p", role: "mentor", title: "A path", map: map.id, by: "", why: "", items: [] };
  const compared: Comparison = engine.compare(learner, request, path);
  const questions: Question[] = engine.questions(learner, { role });
  const cohort: Cohort = engine.cohort([learner, data], request);
  const shares: number[] = [plan.closed, plan.objective, plan.upper_bound, plan.ratio, plan.gapBefore, plan.gapAfter];
  const open: string[] = plan.unfilled.map(({ reason, remedy }) => `${reason}: ${remedy}`);
  const coverage: Coverage = engine.coverage({ role, min: 2 });
  const thin: string[] = coverage.thin;
  const saved: Uint8Array = engine.save();
  engine.free();

  const left: Part[] = ["text", "evidence", "other-maps", "notes"];
  const input: BuildInput = { maps: ["{}"], roles: [], resources: "", without: left };
  Gapwise.build(input, (done, total) => {
    const share: number = done / total;
    void share;
  }).free();

  void [
    version,
    without,
    spans,
    counts,
    words,
    link,
    quoted,
    gaps,
    shares,
    open,
    thin,
    saved,
    told,
    instead,
    compared,
    questions,
    cohort,
  ];
}

export async function fetched(store: PackStore): Promise<Gapwise> {
  const options: FetchPackOptions = { keep: store, onProgress: () => {}, signal: AbortSignal.timeout(1000) };
  const bytes: Uint8Array = await fetchPack(new URL("https://example.org/content.gwpack"), options);
  await fetchPack("content.gwpack", { keep: true });
  return Gapwise.open(bytes);
}

export async function remote(page: HTMLElement, data: LearnerData): Promise<void> {
  const engine: Engine = await connect("content.gwpack", {
    signal: AbortSignal.timeout(10_000),
    keep: true,
    onProgress: (done, total) => {
      page.textContent = `${done} of ${total}`;
    },
  });
  const about: PackInfo = await engine.info();
  const maps: MapInfo[] = await engine.maps();
  const plan: Playlist = await engine.plan(data, { minutesPerWeek: 60, weeks: 1 });
  const merged: LearnerData = await engine.mergeLearners(data, await engine.createLearner(data.map));
  const rest: [
    MapDetail,
    RoleInfo[],
    SearchResult,
    string[],
    Tag[],
    Tag[][],
    ResourceView | undefined,
    Gap[],
    Carried,
    Coverage,
    Decision | undefined,
    string,
    ReviewItem[],
    NearDuplicate[],
    string[],
    number,
    number,
    Uint8Array,
  ] = await Promise.all([
    engine.map(data.map),
    engine.roles(),
    engine.search({}),
    engine.suggest("a"),
    engine.tag({ text: "a" }),
    engine.tagAll([{ text: "a" }], { top: 3, onProgress: () => {}, signal: AbortSignal.timeout(1000) }),
    engine.resource("a"),
    engine.gaps(merged),
    engine.carry(merged, { to: data.map }),
    engine.coverage(),
    engine.review("a", "1a", "accepted", { note: "n", by: "b", at: "2026-11-22" }),
    engine.decisions(),
    engine.reviewQueue(10),
    engine.nearDuplicates("a"),
    engine.revise("{}"),
    engine.add([{ id: "a", name: "A" }]),
    engine.remove(["a"]),
    engine.save(),
  ]);
  await engine.decide("");
  engine.close();
  void [about, maps, plan, rest];
}

export function embedded(page: HTMLElement, learner: LearnerData): void {
  const element: GapwisePlaylist = document.createElement("gapwise-playlist");
  element.pack = "content.gwpack";
  element.learner = learner;
  element.minutesPerWeek = 60;
  page.addEventListener("gapwise-plan", ({ detail }) => {
    const minutes: number = detail.minutes;
    page.title = String(minutes);
  });
  page.append(element, new GapwisePlaylist());
}

export function told(error: unknown): string {
  if (!(error instanceof GapwiseError)) return String(error);
  const path: string | undefined = error.path;
  return [error.code, error.message, error.hint, path ?? ""].join("\n");
}

// What the types refuse.
export function refused(engine: Gapwise, data: LearnerData): void {
  // @ts-expect-error: a map is named by its identifier
  engine.map();
  // @ts-expect-error: not an order of hits
  engine.search({ sort: "newest" });
  // @ts-expect-error: minutes are a number
  engine.plan(data, { minutesPerWeek: "60" });
  // @ts-expect-error: not a kind of evidence
  Learner.create("map").record({ ...evidence, kind: "guess" });
  // @ts-expect-error: a pack is opened, not made
  new Gapwise();
}
