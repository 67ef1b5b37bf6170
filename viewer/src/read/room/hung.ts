import { batch, computed, effect, signal } from "@preact/signals";
import type { Prior } from "../../api";
import {
  choose,
  hang,
  linkedIndex,
  linkKind,
  opensWith,
  ours,
  priorFits,
  protocolOf,
  seriesFor,
  type Anchor,
  type Grid,
  type HungCell,
  type LayoutId,
  type LinkKind,
  type Protocol,
} from "../core/hanging";
import { presetsFor } from "../core/window";
import { PriorStudy } from "./priorStudy";
import type { ReadingRoom } from "./room";
import { SideCell, type StackSource } from "./sideCell";

const isProtocol = (one: Protocol | null): one is Protocol => one !== null;

/** What hangs beside the first cell: by protocol, by the reader's choice, and how it scrolls along. */
export class Hung {
  readonly #layout = signal<LayoutId>("one");
  /** Planes lie over whatever hangs, and give it back. */
  readonly layout = computed<LayoutId>(() => (this.room.planes.layout.value === "2x2" ? "planes" : this.#layout.value));
  readonly grid = signal<Grid>("1x1");
  readonly cells = signal<readonly SideCell[]>([]);
  readonly linked = signal(false);
  readonly protocol = signal<Protocol | null>(null);
  readonly priors = computed<readonly Prior[]>(() => this.room.opening.value?.priors ?? []);
  /** Bumps when a person says which slices belong together. */
  readonly #anchors = signal<ReadonlyMap<SideCell, Anchor>>(new Map());
  readonly #studies = new Map<string, PriorStudy>();
  readonly #ends: (() => void)[] = [];
  #window: { series: string; preset: string } | null = null;
  #following = false;
  #begun = false;
  #made = 0;

  constructor(readonly room: ReadingRoom) {}

  /** Once, when the study is known. A phone has one image. */
  begin(): void {
    const opening = this.room.opening.peek();
    if (this.#begun || !opening || this.room.isPhone) return;
    this.#begun = true;
    const { study, series, settings } = opening;
    const files = [settings?.protocols ?? [], opening.siteProtocols ?? []].map((list) => list.map(protocolOf).filter(isProtocol));
    const facts = {
      modality: study.modality,
      bodyPart: study.bodyPart ?? series.find((one) => one.bodyPart !== null)?.bodyPart ?? null,
      descriptions: [study.description, ...series.map((one) => one.description)],
    };
    const protocol = choose(facts, ...files, ours);
    this.protocol.value = protocol;
    this.#ends.push(effect(() => {
      void this.room.view.value?.index;
      void this.room.series.value;
      // A stack that has just come goes to where the first one stands.
      for (const cell of this.cells.value) void cell.manifest.value;
      if (!this.#following) this.#follow(null);
      this.#tell();
    }), effect(() => {
      this.#windowFirst();
    })); // prettier-ignore
    if (!protocol) return;
    const layout = opensWith(protocol, this.room.settings.value.layouts[protocol.id], priorFits(facts, this.priors.peek()[0]));
    if (layout === "planes") this.#planesWhenThere();
    else this.#hang(layout);
  }

  /** The reader's choice; it is what the next study of this kind opens with. */
  show(layout: LayoutId): void {
    if (this.room.isPhone && layout !== "planes") layout = "one";
    this.#hang(layout);
    const id = this.protocol.peek()?.id;
    if (id !== undefined && this.layout.peek() === layout && !this.room.isPhone)
      this.room.settings.change((settings) => ({ ...settings, layouts: { ...settings.layouts, [id]: layout } }));
  }

  /** This prior beside the first cell. */
  compare(prior: Prior): void {
    const index = this.priors.peek().indexOf(prior);
    if (index < 0) return;
    const known = this.cells.peek().find((cell) => cell.source.peek()?.prior) ?? null;
    if (!known) this.#hang("two");
    const cell = known ?? this.cells.peek()[0];
    if (cell) this.#put(cell, { series: null, prior: index, role: this.#firstRole(), window: null });
  }

  /** Another series in a cell: of this study or of a prior that hangs. */
  choose(cell: SideCell, source: StackSource, series: string): void {
    cell.put(source, series, null, null);
    if (source instanceof PriorStudy) void source.want(series);
    this.#anchor();
    this.#tell();
  }

  /** The series of a cell comes to the first one, where it can be measured, and the other way round. */
  swap(cell: SideCell): void {
    const [theirs, mine, source] = [cell.series.peek(), this.room.series.peek(), cell.source.peek()];
    if (theirs === null || source === null || source.prior) return;
    const index = cell.view.peek()?.index ?? 0;
    const before = this.room.view.peek()?.index ?? 0;
    this.#following = true;
    this.room.open(theirs);
    this.room.goTo(index);
    cell.put(source, mine, null, null);
    cell.goTo(before);
    this.#following = false;
    this.#anchor();
    this.#tell();
  }

  /** On: from now on the slices that stand side by side belong together. */
  toggleLink(): void {
    this.linked.value = !this.linked.peek();
    if (this.linked.peek()) this.#anchor();
  }

  linkOf(cell: SideCell): LinkKind {
    const [first, manifest] = [this.room.manifest.value, cell.manifest.value];
    if (!this.linked.value || !first || !manifest) return "none";
    return linkKind(first, manifest, this.#anchors.value.get(cell) ?? null);
  }

  dispose(): void {
    for (const end of this.#ends) end();
    for (const study of this.#studies.values()) study.dispose();
  }

  #hang(layout: LayoutId): void {
    const opening = this.room.opening.peek();
    if (!opening) return;
    if (layout === "planes") {
      this.room.planes.show("2x2");
      return;
    }
    const main = this.room.series.peek() ?? opening.main;
    const hung = hang(this.protocol.peek() ?? { id: "none", match: {} }, layout, opening.series, this.priors.peek().length, main);
    this.room.planes.show("1x1");
    const [first, ...others] = hung.cells;
    batch(() => {
      this.#layout.value = layout;
      this.grid.value = hung.grid;
      this.cells.value = others.map(() => new SideCell(String(++this.#made)));
    });
    if (layout !== "one" && first && first.series !== null) {
      this.room.open(first.series);
      if (first.window !== null) this.#window = { series: first.series, preset: first.window };
      this.#windowFirst();
    }
    others.forEach((rule, i) => {
      const cell = this.cells.peek()[i];
      if (!cell) return;
      cell.moved = () => {
        if (!this.#following) this.#follow(cell);
        this.#tell();
      };
      this.#put(cell, rule);
    });
    this.#anchors.value = new Map();
    this.linked.value = others.length > 0;
    this.#follow(null);
    this.#tell();
  }

  #put(cell: SideCell, rule: HungCell): void {
    if (rule.series !== null) {
      cell.put(this.room.source, rule.series, rule.window, null);
      return;
    }
    const prior = this.priors.peek()[rule.prior ?? 0];
    if (!prior) return;
    const study = this.#studyOf(prior);
    // The same role in the same kind of image shares the first cell's window, so that both change together.
    const shares = rule.role === this.#firstRole() && prior.modality === this.room.opening.peek()?.study.modality;
    cell.put(study, null, rule.window, shares ? this.room.window : null);
    void study.load().then(() => {
      const series = study.opening.peek()?.series ?? [];
      const found = seriesFor(this.protocol.peek()?.series?.[rule.role ?? ""] ?? {}, series, new Set());
      if (!found || cell.source.peek() !== study) return;
      cell.put(study, found.series, rule.window, shares ? this.room.window : null);
      void study.want(found.series).then(() => {
        this.#tell();
      });
    });
  }

  #studyOf(prior: Prior): PriorStudy {
    const known = this.#studies.get(prior.study);
    if (known) return known;
    const study = new PriorStudy(prior, () => {
      this.room.signedOut.value = true;
    });
    this.#studies.set(prior.study, study);
    return study;
  }

  #firstRole(): string | null {
    return this.protocol.peek()?.layout?.cells.find((cell) => cell.series !== undefined)?.series ?? null;
  }

  #windowFirst(): void {
    const [manifest, wish] = [this.room.manifest.value, this.#window];
    if (!manifest || wish?.series !== manifest.series) return;
    this.#window = null;
    const preset = presetsFor(manifest).find((one) => one.id === wish.preset);
    if (preset) this.room.change((view) => ({ ...view, window: view.window ?? { center: preset.center, width: preset.width } }));
  }

  /** Whether there are planes is known with the manifest; where there are none, one image stays and nothing is said. */
  #planesWhenThere(): void {
    const end = effect(() => {
      if (!this.room.manifest.value) return;
      queueMicrotask(() => {
        end();
      });
      if (this.room.planes.grid.peek()) this.#hang("planes");
    });
    this.#ends.push(end);
  }

  #anchor(): void {
    const from = this.room.view.peek()?.index ?? 0;
    this.#anchors.value = new Map(
      this.cells.peek().flatMap((cell): [SideCell, Anchor][] => {
        const to = cell.view.peek()?.index;
        return to === undefined ? [] : [[cell, { from, to }]];
      }),
    );
  }

  /** All cells go where one has gone; null is the first. */
  #follow(moved: SideCell | null): void {
    if (!this.linked.peek()) return;
    const first = this.room.manifest.peek();
    if (!first) return;
    this.#following = true;
    try {
      let index = this.room.view.peek()?.index ?? 0;
      if (moved) {
        const [manifest, view, anchor] = [moved.manifest.peek(), moved.view.peek(), this.#anchors.peek().get(moved)];
        const back = anchor ? { from: anchor.to, to: anchor.from } : null;
        const found = manifest && view ? linkedIndex(manifest, view.index, first, back) : null;
        if (found === null) return;
        index = found;
        this.room.goTo(index);
      }
      for (const cell of this.cells.peek()) {
        const manifest = cell.manifest.peek();
        if (cell === moved || !manifest) continue;
        const found = linkedIndex(first, index, manifest, this.#anchors.peek().get(cell) ?? null);
        if (found !== null) cell.goTo(found);
      }
    } finally {
      this.#following = false;
    }
  }

  /** Tells both kinds of frames what is on screen. */
  #tell(): void {
    const here: { series: string; index: number }[] = [];
    for (const cell of this.cells.peek()) {
      const [source, series, view] = [cell.source.peek(), cell.series.peek(), cell.view.peek()];
      if (!source || series === null || !view) continue;
      if (source instanceof PriorStudy) source.frames.stand(series, view.index, view.direction);
      else here.push({ series, index: view.index });
    }
    this.room.frames.showBeside(here);
  }
}
