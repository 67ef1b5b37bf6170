import type { VNode } from "preact";
import { Undo2 } from "lucide";
import { Icon } from "../../shared/ui";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { Others } from "../ui/hanging/Cells";
import { LayoutMenu } from "../ui/hanging/LayoutMenu";
import { second } from "../ui/screen";
import { Identity } from "../ui/TopBar";

/** What the second window shows: whose images these are, and every cell but the first. */
export function secondView(room: ReadingRoom): VNode {
  return <SecondView room={room} />;
}

function SecondView({ room }: { room: ReadingRoom }) {
  const opening = room.opening.value;
  return (
    <div class="rr rr-second">
      <header class="rr-top rr-second-top">
        {opening && <Identity opening={opening} />}
        <span class="rr-top-end">
          <LayoutMenu room={room} />
          <button
            type="button"
            class="rr-button"
            onClick={() => {
              second.peek()?.toggle();
            }}
          >
            <Icon of={Undo2} />
            <span>{t("second.close")}</span>
          </button>
        </span>
      </header>
      <main class="rr-centre">
        {room.signedOut.value ? <p class="rr-second-empty">{t("second.signedOut")}</p> : <Others room={room} />}
      </main>
    </div>
  );
}
