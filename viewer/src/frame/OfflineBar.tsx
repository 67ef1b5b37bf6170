import { CloudOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { listen } from "../api";
import { t } from "../shared/i18n";
import { timeOfDay } from "../shared/time";
import { Icon } from "../shared/ui";

/** Shown when the line has been gone for three seconds, so that a short gap stays quiet. */
export function OfflineBar() {
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen((event) => {
      if (event.kind !== "line") return;
      clearTimeout(timer);
      if (event.open) {
        setSince(null);
      } else {
        const lost = Date.now();
        timer = setTimeout(() => {
          setSince(lost);
        }, 3000);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return (
    <div role="status" class="offline-place">
      {since !== null && (
        <p class="offline">
          <Icon of={CloudOff} />
          {t("line.lost", { time: timeOfDay(since) })}
        </p>
      )}
    </div>
  );
}
