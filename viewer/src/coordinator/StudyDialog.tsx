import { api, type CoordinatorItem } from "../api";
import { errorText } from "../shared/errors";
import { t, word } from "../shared/i18n";
import { openReading } from "../shared/route";
import { images, person, studyName } from "../shared/words";
import { ClaimPill, Dialog, Timeline, toast, UrgencyBadge } from "../shared/ui";

interface Props {
  item: CoordinatorItem;
  onClose: () => void;
  onChanged: () => void;
}

/** A study's history and what a coordinator may do with it. */
export function StudyDialog({ item, onClose, onChanged }: Props) {
  const finished = item.state === "reported" || item.state === "delivered";
  const act = async (work: Promise<unknown>, done: string): Promise<void> => {
    try {
      await work;
      toast({ text: done });
    } catch (error) {
      toast({ text: errorText(error), tone: "error" });
    }
    onChanged();
  };
  return (
    <Dialog
      title={studyName(item)}
      onClose={onClose}
      actions={
        <>
          {item.claim && (
            <button type="button" class="button" onClick={() => void act(api.release(item.study), t("claim.released"))}>
              {t("claim.release")}
            </button>
          )}
          {!finished &&
            (item.emergency ? (
              <button
                type="button"
                class="button"
                onClick={() => void act(api.setEmergency(item.study, false, t("coordinator.lowerReason")), t("coordinator.lowered"))}
              >
                {t("coordinator.lower")}
              </button>
            ) : (
              <button
                type="button"
                class="button"
                onClick={() => void act(api.setEmergency(item.study, true, t("coordinator.raiseReason")), t("coordinator.raised"))}
              >
                {t("coordinator.raise")}
              </button>
            ))}
          <button
            type="button"
            class={item.stuck === null ? "button button-primary" : "button"}
            onClick={() => {
              openReading(item.study);
            }}
          >
            {t("action.open")}
          </button>
          {item.stuck !== null && (
            <button type="button" class="button button-primary" onClick={() => void act(api.retry(item.study), t("coordinator.retried"))}>
              {t("coordinator.retry")}
            </button>
          )}
        </>
      }
    >
      <p class="dialog-line">
        <UrgencyBadge emergency={item.emergency} since={item.waitingSince} dueAt={item.dueAt} running={!finished} />
        <span>{word("state", item.state)}</span>
        {item.claim && <ClaimPill claim={item.claim} />}
      </p>
      <p>
        {images(item)} · {person(item)} · {item.site.name}
      </p>
      {item.question !== null && <p class="dialog-question">{item.question}</p>}
      {item.stuck !== null && (
        <p class="stuck-word">
          {t("coordinator.cause")}: {item.stuck}
        </p>
      )}
      <h3>{t("study.timeline")}</h3>
      <Timeline events={item.timeline} />
    </Dialog>
  );
}
