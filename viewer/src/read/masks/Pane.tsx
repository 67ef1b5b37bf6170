import { Eye, EyeOff } from "lucide";
import { Icon } from "../../shared/ui";
import { colourOf, dashOf, share, threeDigits, type Labels, type Mask, type Segment } from "../core/masks";
import { dateTime } from "../../shared/time";
import { segmentKey, type MaskDesk, type MaskItem } from "./desk";
import { EditPanel } from "./EditPanel";
import { t, whyNot } from "./words";

/** Button of the pane's head. */
export function MaskTab({ desk, pressed, press }: { desk: MaskDesk; pressed: boolean; press: () => void }) {
  const count = desk.current.value.reduce((sum, { mask }) => sum + mask.segments.length, 0);
  return (
    <button type="button" class="rr-tab" aria-pressed={pressed} onClick={press}>
      {count === 0 ? t("masks.title") : t("masks.count", { n: count })}
    </button>
  );
}

/** The segments as a table, and how they are drawn. */
export function MaskPane({ desk, gone }: { desk: MaskDesk; gone?: () => void }) {
  const series = desk.room.series.value;
  const reasonOf = (item: MaskItem): string | null => item.refusal?.reason ?? desk.faults.value.get(item.instance) ?? null;
  const items = desk.items.value.filter((item) => reasonOf(item) === null);
  const waits = items.some(
    (item) => item.series === series && (item.replacedBy === null || desk.isSeen(item.instance)) && !desk.loaded.value.has(item.instance),
  );
  const others = items.filter((item) => item.series !== series && item.series !== null && item.replacedBy === null);
  const older = items.filter((item) => item.series === series && item.replacedBy !== null);
  const editor = desk.editor.value;
  const shown = desk.current.value.filter((labels) => labels !== editor?.edit.labels);
  const refused = desk.items.value.filter((item) => reasonOf(item) !== null);
  return (
    <div class="rr-maskpane">
      <Controls desk={desk} />
      {editor && <EditPanel desk={desk} editor={editor} />}
      {shown.map((labels) => (
        <Card key={labels.mask.instance} desk={desk} labels={labels} gone={gone} />
      ))}
      {waits && <p class="rr-mask-note">{t("masks.waiting")}</p>}
      {!waits && shown.length === 0 && !editor && <p class="rr-mask-note">{t("masks.none")}</p>}
      {desk.mayEdit.value && !editor && (
        <p class="rr-mask-note">
          <button
            type="button"
            class="rr-button rr-quiet"
            onClick={() => {
              desk.beginEditing(null, t("edit.newName"));
            }}
          >
            {t("edit.new")}
          </button>
        </p>
      )}
      {older.length > 0 && <h3 class="rr-mask-head">{t("masks.older")}</h3>}
      {older.map((item) => (
        <label key={item.instance} class="rr-mask-note rr-mask-check">
          <input
            type="checkbox"
            checked={desk.isSeen(item.instance)}
            onChange={(event) => {
              desk.see(item.instance, event.currentTarget.checked);
            }}
          />
          {versionText(item)}
        </label>
      ))}
      {others.length > 0 && <h3 class="rr-mask-head">{t("masks.otherSeries")}</h3>}
      {others.map((item) => (
        <p key={item.instance} class="rr-mask-note">
          <button
            type="button"
            class="rr-button rr-quiet"
            onClick={() => {
              if (item.series !== null) desk.room.open(item.series);
            }}
          >
            {t("masks.open", { name: nameOf(item) })}
          </button>
        </p>
      ))}
      {refused.length > 0 && <h3 class="rr-mask-head">{t("masks.refused")}</h3>}
      {refused.map((item) => (
        <p key={item.instance} class="rr-mask-note" title={item.refusal?.what}>
          <strong>{nameOf(item)}</strong>
          <br />
          {whyNot(reasonOf(item) ?? "")}
        </p>
      ))}
    </div>
  );
}

function nameOf(item: { label: string | null; description?: string | null; instance: string }): string {
  return item.description ?? item.label ?? item.instance.slice(-8);
}

function versionText(item: MaskItem): string {
  const when = item.savedAt === null ? "" : dateTime(item.savedAt);
  return [nameOf(item), item.author, when].filter((word) => word !== null && word !== "").join(" · ");
}

function Controls({ desk }: { desk: MaskDesk }) {
  const { hidden, fill, outline, opacity } = desk.style.value;
  return (
    <div class="rr-mask-controls">
      <button
        type="button"
        class="rr-button rr-quiet"
        aria-pressed={hidden}
        title={`${t(hidden ? "masks.show" : "masks.hide")} (G)`}
        onClick={() => {
          desk.set({ hidden: !hidden });
        }}
      >
        <Icon of={hidden ? Eye : EyeOff} />
        {t(hidden ? "masks.show" : "masks.hide")}
      </button>
      {(["outline", "fill"] as const).map((part) => (
        <label key={part} class="rr-mask-check">
          <input
            type="checkbox"
            name={`mask-${part}`}
            checked={part === "fill" ? fill : outline}
            onChange={(event) => {
              desk.set({ [part]: event.currentTarget.checked });
            }}
          />
          {t(`masks.${part}`)}
        </label>
      ))}
      <input
        type="range"
        name="mask-opacity"
        min={5}
        max={100}
        value={Math.round(opacity * 100)}
        disabled={!fill}
        aria-label={t("masks.opacity")}
        title={t("masks.opacity")}
        onInput={(event) => {
          desk.set({ opacity: Number(event.currentTarget.value) / 100 });
        }}
      />
    </div>
  );
}

function Card({ desk, labels, gone }: { desk: MaskDesk; labels: Labels; gone: (() => void) | undefined }) {
  const { mask } = labels;
  const of = mask.segments.find(({ value }) => value === desk.denominators.value.get(mask.instance)) ?? null;
  const item = desk.items.value.find(({ instance }) => instance === mask.instance);
  const name = nameOf({ ...mask, description: item?.description ?? null });
  return (
    <section class="rr-mask" aria-label={name}>
      <h3 class="rr-mask-head">
        {name}
        {mask.maker !== null && <small>{t("masks.made", { maker: item?.author ?? mask.maker })}</small>}
      </h3>
      <table class="rr-table">
        <caption class="rr-heard">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t("masks.segment")}</th>
            <th scope="col" class="rr-mask-figure">
              {t("masks.volume")}
            </th>
            <th scope="col" class="rr-mask-figure">
              {t("masks.share")}
            </th>
          </tr>
        </thead>
        <tbody>
          {mask.segments.map((segment) => (
            <Row key={segment.value} desk={desk} mask={mask} segment={segment} of={of} gone={gone} />
          ))}
        </tbody>
      </table>
      {mask.segments.length > 1 && (
        <label class="rr-mask-of">
          {t("masks.of")}
          <select
            name="mask-of"
            value={of?.value ?? 0}
            onChange={(event) => {
              desk.measureAgainst(mask, Number(event.currentTarget.value));
            }}
          >
            <option value={0}>{t("masks.ofNothing")}</option>
            {mask.segments.map((segment) => (
              <option key={segment.value} value={segment.value}>
                {segment.label}
              </option>
            ))}
          </select>
        </label>
      )}
      {desk.mayEdit.value && desk.editor.value === null && (
        <p class="rr-mask-note">
          <button
            type="button"
            class="rr-button rr-quiet"
            onClick={() => {
              desk.beginEditing(mask, name);
            }}
          >
            {t("edit.edit")}
          </button>
        </p>
      )}
      {mask.volumeReason !== null && <p class="rr-mask-note">{t("masks.noVolume")}</p>}
    </section>
  );
}

interface RowProps {
  desk: MaskDesk;
  mask: Mask;
  segment: Segment;
  of: Segment | null;
  gone: (() => void) | undefined;
}

function Row({ desk, mask, segment, of, gone }: RowProps) {
  const key = segmentKey(mask, segment);
  const selected = desk.selected.value === key;
  const colour = colourOf(segment, desk.colours.value.get(key));
  const part = share(segment, of);
  const maker = [segment.algorithmName, segment.algorithmVersion].filter((word) => word !== null).join(" ");
  return (
    <tr aria-selected={selected} class={selected ? "rr-row-selected" : undefined} data-segment={segment.number}>
      <td>
        <div class="rr-mask-name">
          <input
            type="checkbox"
            aria-label={t("masks.see", { name: segment.label })}
            checked={desk.isOn(mask, segment)}
            onChange={(event) => {
              desk.turn(mask, segment, event.currentTarget.checked);
            }}
          />
          <label class="rr-mask-colour" title={t("masks.colour", { name: segment.label })}>
            <input
              type="color"
              value={colour}
              aria-label={t("masks.colour", { name: segment.label })}
              onInput={(event) => {
                desk.paint(mask, segment, event.currentTarget.value);
              }}
            />
            <svg width="26" height="16" aria-hidden="true">
              <rect x="0.75" y="0.75" width="24.5" height="14.5" fill={colour} fill-opacity="0.3" />
              <line x1="1" y1="8" x2="25" y2="8" stroke={colour} stroke-width="2.5" stroke-dasharray={dashOf(segment).join(" ")} />
            </svg>
          </label>
          <button
            type="button"
            class="rr-row-name"
            disabled={!segment.largest}
            title={t("masks.goTo", { name: segment.label })}
            aria-label={t("masks.goTo", { name: segment.label })}
            onClick={() => {
              desk.jump(mask, segment);
              gone?.();
            }}
          >
            <span class="rr-mask-words">
              <span>{segment.label}</span>
              <small>
                {t(`masks.${segment.algorithmType}`)}
                {maker === "" ? "" : ` · ${t("masks.by", { name: maker })}`}
              </small>
            </span>
          </button>
        </div>
      </td>
      <td class="rr-mask-figure">
        {segment.voxels === 0
          ? t("masks.empty")
          : segment.millilitres === null
            ? t("masks.voxels", { n: segment.voxels })
            : `${threeDigits(segment.millilitres)} mL`}
      </td>
      <td class="rr-mask-figure">{part === null ? "" : `${threeDigits(part)} %`}</td>
    </tr>
  );
}
