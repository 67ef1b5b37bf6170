import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Role } from "../api";
import { homeOf, me, SignIn } from "../session";
import { t } from "../shared/i18n";
import { Link, navigate, path } from "../shared/route";
import { Empty, Lazy } from "../shared/ui";

type Page = () => Promise<ComponentType>;

const pages: { start: string; roles: readonly Role[]; page: Page }[] = [
  { start: "/worklist", roles: ["reader", "analyzer"], page: () => import("../worklist").then((m) => m.WorklistPage) },
  { start: "/site", roles: ["technologist", "referrer"], page: () => import("../site").then((m) => m.SitePage) },
  { start: "/coordinator", roles: ["coordinator"], page: () => import("../coordinator").then((m) => m.CoordinatorPage) },
  { start: "/privacy", roles: ["privacyOfficer"], page: () => import("../privacy").then((m) => m.PrivacyPage) },
  {
    start: "/account",
    roles: ["reader", "analyzer", "technologist", "referrer", "coordinator", "privacyOfficer", "admin"],
    page: () => import("../account").then((m) => m.AccountPage),
  },
  { start: "/admin", roles: ["admin"], page: () => import("../admin").then((m) => m.AdminPage) },
];

/** Signed out: the sign-in. Signed in: the page of the path, if the role has it; the start goes to the role's own page. */
export function App() {
  const someone = me.value;
  const at = path.value;
  const home = someone ? homeOf(someone.role) : null;
  const page = pages.find(({ start }) => at === start || at.startsWith(`${start}/`));
  const own = someone && page?.roles.includes(someone.role);
  // The start, and the page of another role, lead to the role's own page.
  const leave = home !== null && (at === "/" || (page !== undefined && own !== true));
  useEffect(() => {
    if (home !== null && leave) navigate(home, true);
  }, [home, leave]);
  if (someone === undefined) return null;
  if (someone === null || home === null) return <SignIn />;
  if (leave) return null;
  if (page) return <Lazy key={page.start} part={page.page} given={{}} />;
  return (
    <main>
      <Empty title={t("notFound.title")}>
        <Link class="button" href={home}>
          {t("notFound.home")}
        </Link>
      </Empty>
    </main>
  );
}
