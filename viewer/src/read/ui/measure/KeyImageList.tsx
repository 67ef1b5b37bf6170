import { useSignalEffect } from "@preact/signals";
import { Trash2 } from "lucide";
import { useRef } from "preact/hooks";
import { indexOf } from "../../core/measure";
import { isWhiteLow } from "../../core/manifest";
import { defaultWindow } from "../../core/window";
import { t, wordOf } from "../../i18n";
import type { KeptImage } from "../../room/keyImages";
import type { ReadingRoom } from "../../room/room";
import { develop } from "../../surface/canvas2d";
import { deleteKeyImage } from "../deeds";
import { isPhone, sheet } from "../screen";
import { Deed } from "./Table";

/** The images that go with the report, each with a few words. */
export function KeyImageList({ room }: { room: ReadingRoom }) {
  const images = [...room.keyImages.items.value.values()];
  if (images.length === 0) return null;
  return (
    <section class="rr-key-images" aria-label={t("keyImage.list")}>
      <h3>{t("keyImage.list")}</h3>
      <ul>
        {images.map((image) => (
          <Item key={image.id} room={room} image={image} />
        ))}
      </ul>
    </section>
  );
}

function Item({ room, image }: { room: ReadingRoom; image: KeptImage }) {
  const manifest = room.manifests.value.get(image.series);
  const index = manifest ? indexOf(manifest, image.instance, image.frame) : -1;
  const number = room.opening.value?.series.find((one) => one.series === image.series)?.number ?? "–";
  const place = `${String(number)}/${String(manifest?.frames.instanceNumber[index] ?? index + 1)}`;
  const go = (): void => {
    if (!room.jump(image.series, image.instance, image.frame)) {
      room.refuse("frameGone");
      return;
    }
    const { window } = image;
    if (window) room.change((view) => ({ ...view, window }));
    if (isPhone.value) sheet.value = null;
  };
  return (
    <li class="rr-key-image" data-id={image.id}>
      <button type="button" class="rr-key-picture" aria-label={t("measure.goTo", { name: place })} title={place} onClick={go}>
        <Picture room={room} image={image} />
      </button>
      <span class="rr-key-words">
        <span class="rr-note">{place}</span>
        <input
          class="rr-name-box"
          name="caption"
          aria-label={t("keyImage.caption")}
          placeholder={t("keyImage.caption")}
          maxLength={200}
          readOnly={image.signed}
          defaultValue={image.caption}
          onChange={(event) => {
            const { series, instance, frame, window } = image;
            room.keyImages.put(image.id, { series, instance, frame, window, caption: event.currentTarget.value.trim() });
          }}
        />
        {image.unsaved !== null && image.unsaved !== "saving" && (
          <span class="rr-unsaved" title={wordOf("measure.unsaved", image.unsaved, "measure.unsaved.other")}>
            {t("report.state.refused")}
          </span>
        )}
      </span>
      {!image.signed && (
        <Deed
          icon={Trash2}
          word={t("keyImage.unmark", { name: place })}
          press={() => {
            deleteKeyImage(room, image.id);
          }}
        />
      )}
    </li>
  );
}

function Picture({ room, image }: { room: ReadingRoom; image: KeptImage }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef("");
  useSignalEffect(() => {
    void room.frames.arrivals.value;
    const manifest = room.manifests.value.get(image.series);
    const index = manifest ? indexOf(manifest, image.instance, image.frame) : -1;
    const frame = manifest && index >= 0 ? room.frames.frame(manifest, index) : null;
    if (!manifest || !frame || !canvas.current || drawn.current === frame.key) return;
    drawn.current = frame.key;
    develop(canvas.current, frame, image.window ?? defaultWindow(manifest, index, null), isWhiteLow(manifest));
  });
  return <canvas ref={canvas} width={1} height={1} aria-hidden="true" />;
}
