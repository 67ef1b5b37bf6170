import { House, KeyRound, LayoutGrid } from "lucide";
import { Frame } from "../frame";
import { hangs, homeOf, me } from "../session";
import { t } from "../shared/i18n";
import { path } from "../shared/route";
import { Lazy } from "../shared/ui";
import { Tokens } from "./Tokens";
import "./account.css";

const hanging = "/account/hanging";
const part = () => import("./OwnProtocols").then((m) => m.OwnProtocols);

/** The own account: tokens, and for whoever reads hanging protocols. */
export function AccountPage() {
  const role = me.value?.role;
  const at = path.value;
  const isHanging = at === hanging || at.startsWith(`${hanging}/`);
  const rest = isHanging ? at.slice(hanging.length + 1) : "";
  return (
    <Frame
      title={t(isHanging ? "account.protocols" : "account.tokens")}
      nav={[
        { href: role ? homeOf(role) : "/", icon: House, label: t("account.home") },
        { href: "/account", icon: KeyRound, label: t("account.tokens") },
        ...(role && hangs(role) ? [{ href: hanging, icon: LayoutGrid, label: t("account.protocolsNav") }] : []),
      ]}
    >
      <div class="page">{isHanging ? <Lazy part={part} given={{ base: hanging, rest }} /> : <Tokens />}</div>
    </Frame>
  );
}
