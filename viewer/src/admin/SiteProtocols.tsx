import { ArrowLeft } from "lucide";
import { useMemo } from "preact/hooks";
import { api } from "../api";
import { Protocols, siteShelf } from "../protocols";
import { t } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { Link } from "../shared/route";
import { Icon } from "../shared/ui";

interface Props {
  site: string;
  base: string;
  rest: string;
}

/** The hanging protocols of a site. */
export function SiteProtocols({ site, ...place }: Props) {
  const sites = useLoad((signal) => api.sites(signal), []);
  const shelf = useMemo(() => siteShelf(site), [site]);
  const name = sites.data?.items.find(({ id }) => id === site)?.name;
  return (
    <>
      {place.rest === "" && (
        <Link class="quiet-link" href="/admin/sites">
          <Icon of={ArrowLeft} />
          {t("admin.sites")}
        </Link>
      )}
      <Protocols {...place} shelf={shelf} title={name === undefined ? t("admin.protocols") : t("admin.protocolsOf", { name })} />
    </>
  );
}
