import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide";
import { faultsOf, protocolOf } from "../read/core/hanging";
import { Link } from "../shared/route";
import { Icon } from "../shared/ui";
import { idOf } from "./ids";
import { t } from "./i18n";
import { Picture } from "./Picture";
import { faultText, matchText, opensText, placeOf } from "./words";

interface Props {
  item: unknown;
  index: number;
  count: number;
  base: string;
  onMove: (by: 1 | -1) => void;
  onDelete: () => void;
}

/** One protocol of the list: which studies, how it looks, what it opens with. */
export function Row({ item, index, count, base, onMove, onDelete }: Props) {
  const protocol = protocolOf(item);
  const fault = faultsOf(item)[0];
  const id = idOf(item) || t("protocols.nameless", { n: index + 1 });
  const move = (by: 1 | -1, icon: typeof ArrowUp, label: string) => {
    const isEnd = index + by < 0 || index + by >= count;
    return (
      <button
        type="button"
        class="button-icon"
        data-move={by}
        aria-label={label}
        aria-disabled={isEnd}
        onClick={() => {
          if (!isEnd) onMove(by);
        }}
      >
        <Icon of={icon} />
      </button>
    );
  };
  return (
    <li class="pr-row">
      <span class="pr-number">{index + 1}</span>
      {protocol ? <Picture protocol={protocol} /> : <span class="pr-picture pr-picture-none" />}
      <div class="pr-row-text">
        <h2>{id}</h2>
        {protocol && (
          <>
            <p>{matchText(protocol)}</p>
            <p class="quiet">{t("protocols.opensWith", { what: opensText(protocol) })}</p>
          </>
        )}
        {fault && (
          <p class="pr-fault">
            {t(protocol ? "protocols.lame" : "protocols.unused")} {[placeOf(fault.at), faultText(fault)].filter(Boolean).join(": ")}
          </p>
        )}
      </div>
      <span class="pr-tools">
        {move(-1, ArrowUp, t("protocols.up", { id }))}
        {move(1, ArrowDown, t("protocols.down", { id }))}
        <Link class="button" href={`${base}/${String(index + 1)}`}>
          <Icon of={Pencil} />
          {t("protocols.edit")}
          <span class="sr"> {id}</span>
        </Link>
        <button type="button" class="button-icon" data-delete="" aria-label={t("protocols.delete", { id })} onClick={onDelete}>
          <Icon of={Trash2} />
        </button>
      </span>
    </li>
  );
}
