import { ArrowLeft } from "lucide";
import { ClaimPill, Dialog, Icon, UrgencyBadge } from "../../shared/ui";
import { t as common } from "../../shared/i18n";
import { age, sex, studyName } from "../../shared/words";
import type { Opening } from "../../api";
import { t, wordOf } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { isPhone, orderOpen, paneOpen } from "./screen";

/** Who, what, why, how long, whose. */
export function TopBar({ room }: { room: ReadingRoom }) {
  const opening = room.opening.value;
  return (
    <header class="rr-top">
      <a class="rr-back" href="/" title={t("read.worklist")}>
        <Icon of={ArrowLeft} size={20} />
        <span>{t("read.worklist")}</span>
      </a>
      {opening && <Identity opening={opening} />}
      {opening && (
        <button
          type="button"
          class="rr-question"
          title={t("read.question")}
          onClick={() => {
            orderOpen.value = true;
          }}
        >
          <span class="rr-question-text">{questionOf(opening) ?? t("read.noQuestion")}</span>
        </button>
      )}
      <span class="rr-top-end">
        {opening && (
          <UrgencyBadge
            emergency={opening.study.emergency}
            since={opening.study.waitingSince}
            dueAt={opening.study.dueAt}
            running={!room.isFinal.value}
          />
        )}
        <ClaimControl room={room} />
      </span>
      {orderOpen.value && opening && <OrderDialog opening={opening} />}
    </header>
  );
}

export function questionOf(opening: Opening): string | null {
  const question = opening.order?.question ?? opening.study.question;
  return question === null || question.trim() === "" ? null : question;
}

export function Identity({ opening }: { opening: Opening }) {
  const { study } = opening;
  const person = [sex(study.sex), age(study.age)].filter((part) => part !== "").join(" · ");
  return (
    <>
      <span class="rr-patient">
        <strong>{study.pseudonym}</strong>
        {person !== "" && <span>{person}</span>}
      </span>
      <span class="rr-study">{`${studyName(study)} · ${String(study.instances)}`}</span>
    </>
  );
}

export function ClaimControl({ room }: { room: ReadingRoom }) {
  const claim = room.claim.current.value;
  const me = room.me.value;
  if (!room.opening.value || !me) return null;
  if (claim) {
    return (
      <>
        <ClaimPill claim={claim} />
        {claim.mine && !room.isFinal.value && (
          <button
            type="button"
            class="rr-button rr-quiet rr-wide-only"
            disabled={room.claim.busy.value}
            onClick={() => void room.release()}
          >
            {common("claim.release")}
          </button>
        )}
      </>
    );
  }
  if (me.role !== "reader") return <span class="rr-note">{t("claim.coordinator")}</span>;
  if (room.isFinal.value)
    return (
      <>
        <span class="rr-note rr-done">{t("report.kind.final")}</span>
        <button type="button" class="rr-button" title={`${t("keys.nextCase")} (N)`} onClick={() => void room.nextCase.open()}>
          {t("keys.nextCase")}
        </button>
      </>
    );
  return <StartButton room={room} primary={isPhone.value || !paneOpen.value} />;
}

/** The primary one stands in the report, or here when the report is out of sight. */
export function StartButton({ room, primary = true }: { room: ReadingRoom; primary?: boolean }) {
  return (
    <button
      type="button"
      class={primary ? "rr-button rr-primary" : "rr-button"}
      disabled={room.claim.busy.value}
      onClick={() => void room.take()}
    >
      {common("claim.start")}
    </button>
  );
}

function OrderDialog({ opening }: { opening: Opening }) {
  const { study, order } = opening;
  const rows: [string, string | null | undefined][] = [
    [t("read.question"), questionOf(opening) ?? t("read.noQuestion")],
    [t("read.study"), [studyName(study), study.description].filter((part) => part !== null && part !== "").join(" · ")],
    [t("read.site"), study.site.name],
    [t("read.referrer"), order?.referrer],
    [t("read.pseudonym"), study.pseudonym],
    [t("report.ai"), wordOf("report.ai", opening.analysis.state, "report.ai.failed")],
  ];
  return (
    <Dialog
      title={t("read.order")}
      onClose={() => {
        orderOpen.value = false;
      }}
    >
      <dl class="rr-facts">
        {rows.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Dialog>
  );
}
