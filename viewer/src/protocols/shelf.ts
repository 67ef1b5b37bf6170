import { api, ApiError } from "../api";
import { checkLength } from "./length";

/** Where a list of protocols is kept: with a reader or with a site. */
export interface Shelf {
  /** Names it in this browser, for work that is not saved yet. */
  key: string;
  whose: "own" | "site";
  load: (signal?: AbortSignal) => Promise<readonly unknown[]>;
  /** Of the sites whose protocols come after these; none for a site. */
  sites: (signal?: AbortSignal) => Promise<readonly { site: string; name: string; protocols: readonly unknown[] }[]>;
  /** `known` is what was loaded: when another list lies there meanwhile, nothing is saved ("conflict"). */
  save: (known: readonly unknown[], next: readonly unknown[]) => Promise<void>;
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => JSON.stringify(a) === JSON.stringify(b);

export function ownShelf(account: string): Shelf {
  return {
    key: account,
    whose: "own",
    load: async (signal) => (await api.reading(signal)).protocols,
    sites: async (signal) => (await api.ownSiteProtocols(signal)).items,
    save: async (known, next) => {
      // The room keeps keys and layouts in the same place: they go back as they are now.
      const settings = await api.reading();
      if (!same(settings.protocols, known)) throw new ApiError(409, "conflict");
      checkLength({ ...settings, protocols: next });
      await api.keepReading({ ...settings, protocols: next });
    },
  };
}

export function siteShelf(site: string): Shelf {
  const load = async (signal?: AbortSignal): Promise<readonly unknown[]> => (await api.siteProtocols(site, signal)).items;
  return {
    key: site,
    whose: "site",
    load,
    sites: () => Promise.resolve([]),
    save: async (known, next) => {
      checkLength(next);
      if (!same(await load(), known)) throw new ApiError(409, "conflict");
      await api.keepSiteProtocols(site, next);
    },
  };
}
