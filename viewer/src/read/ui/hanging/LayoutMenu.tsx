import { Columns2, Grid2x2, LayoutGrid, MonitorUp, Square, type IconNode } from "lucide";
import { Icon } from "../../../shared/ui";
import { layouts, type LayoutId } from "../../core/hanging";
import { t } from "../../i18n";
import type { ReadingRoom } from "../../room/room";
import { keyCap } from "../KeyMap";
import { Menu } from "../Menu";
import { second } from "../screen";
import { earlierText, priorName } from "./interval";

const icons: Record<LayoutId, IconNode> = { one: Square, planes: Grid2x2, two: Columns2, hung: LayoutGrid };

/** How images hang, which priors there are. */
export function LayoutMenu({ room }: { room: ReadingRoom }) {
  const { hung } = room;
  const shown = hung.layout.value;
  return (
    <div class="rr-group">
      <Menu title={t("hanging.layout")} class="rr-layout" face={<Icon of={icons[shown]} />}>
        {(done) => (
          <>
            {layouts.map((layout) => (
              <button
                key={layout}
                type="button"
                class="rr-preset rr-choice"
                aria-pressed={shown === layout}
                onClick={() => {
                  hung.show(layout);
                  done();
                }}
              >
                <Icon of={icons[layout]} />
                <span>{t(`hanging.layout.${layout}`)}</span>
                <kbd>{keyCap(room, layout)}</kbd>
              </button>
            ))}
            {second.value && (
              <button
                type="button"
                class="rr-preset rr-choice rr-choice-apart"
                aria-pressed={second.value.isOpen.value}
                title={t("second.why")}
                onClick={() => {
                  second.peek()?.toggle();
                  done();
                }}
              >
                <Icon of={MonitorUp} />
                <span>{t("second.open")}</span>
                <kbd>{keyCap(room, "second")}</kbd>
              </button>
            )}
            <PriorList room={room} done={done} />
          </>
        )}
      </Menu>
    </div>
  );
}

function PriorList({ room, done }: { room: ReadingRoom; done: () => void }) {
  const priors = room.hung.priors.value;
  return (
    <>
      <p class="rr-menu-head">{t("prior.list")}</p>
      {priors.length === 0 && <p class="rr-menu-none">{t("prior.none")}</p>}
      {priors.map((prior) => (
        <button
          key={prior.study}
          type="button"
          class="rr-preset rr-choice"
          aria-pressed={room.hung.cells.value.some((cell) => cell.source.value?.prior?.study === prior.study)}
          onClick={() => {
            room.hung.compare(prior);
            done();
          }}
        >
          <span>
            {priorName(prior)} · {earlierText(prior)}
          </span>
        </button>
      ))}
    </>
  );
}
