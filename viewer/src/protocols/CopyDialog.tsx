import { ours } from "../read/core/hanging";
import { Link } from "../shared/route";
import { Dialog } from "../shared/ui";
import { t } from "./i18n";
import { Picture } from "./Picture";
import { matchText } from "./words";

/** Those that come with the program, to begin with. */
export function CopyDialog({ base, onClose }: { base: string; onClose: () => void }) {
  return (
    <Dialog title={t("protocols.copyTitle")} onClose={onClose} wide>
      <ul class="pr-ours">
        {ours.map((protocol) => (
          <li key={protocol.id}>
            <Picture protocol={protocol} />
            <div class="pr-row-text">
              <strong>{protocol.id}</strong>
              <p class="quiet">{matchText(protocol)}</p>
            </div>
            <Link class="button" href={`${base}/new/${protocol.id}`}>
              {t("protocols.copy")}
              <span class="sr"> {protocol.id}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
