import { ownShelf, Protocols } from "../protocols";
import { me } from "../session";
import { t } from "../shared/i18n";
import { useMemo } from "preact/hooks";

/** The hanging protocols of who is signed in. */
export function OwnProtocols(place: { base: string; rest: string }) {
  const account = me.value?.id ?? "";
  const shelf = useMemo(() => ownShelf(account), [account]);
  return <Protocols {...place} shelf={shelf} title={t("account.protocols")} />;
}
