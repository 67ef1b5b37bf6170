import { Building2, Plus, ScanLine, Users as UsersIcon } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { Frame } from "../frame";
import { t } from "../shared/i18n";
import { path } from "../shared/route";
import { Icon, Lazy } from "../shared/ui";
import { Devices } from "./Devices";
import { Sites } from "./Sites";
import { Users } from "./Users";
import "./admin.css";

const parts = {
  "/admin": { title: "admin.users", add: "admin.addUser", View: Users },
  "/admin/sites": { title: "admin.sites", add: "admin.addSite", View: Sites },
  "/admin/devices": { title: "admin.devices", add: "admin.addDevice", View: Devices },
} as const;

const siteProtocols = () => import("./SiteProtocols").then((m) => m.SiteProtocols);

/** The parts of administration; a site's hanging protocols stand below the sites. */
export function AdminPage() {
  const at = path.value;
  const part = parts[at in parts ? (at as keyof typeof parts) : "/admin"];
  const [adding, setAdding] = useState(false);
  useEffect(() => {
    setAdding(false);
  }, [at]);
  const [base, site, rest = ""] = /^(\/admin\/sites\/([^/]+)\/hanging)(?:\/(.*))?$/.exec(at)?.slice(1) ?? [];
  return (
    <Frame
      title={t(site === undefined ? part.title : "admin.protocols")}
      nav={[
        { href: "/admin", icon: UsersIcon, label: t("admin.users") },
        { href: "/admin/sites", icon: Building2, label: t("admin.sites") },
        { href: "/admin/devices", icon: ScanLine, label: t("admin.devices") },
      ]}
    >
      {base !== undefined && site !== undefined ? (
        <div class="page">
          <Lazy part={siteProtocols} given={{ site, base, rest }} />
        </div>
      ) : (
        <div class="page">
          <header class="page-head">
            <h1>{t(part.title)}</h1>
            <button
              type="button"
              class="button button-primary page-action"
              onClick={() => {
                setAdding(true);
              }}
            >
              <Icon of={Plus} />
              {t(part.add)}
            </button>
          </header>
          <part.View key={at} adding={adding} onAdding={setAdding} />
        </div>
      )}
    </Frame>
  );
}
