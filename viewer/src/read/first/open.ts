import type { Manifest as ManifestAnswer, Me, Opening } from "../../api/types";
import { adopt, type Manifest } from "../core/manifest";
import { firstSeries } from "../room/start";

export class NotOpened extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

/** The opening, and the manifest of the series that is shown first: in the same answer, or asked for after it. */
export async function openingOf(study: string): Promise<{ opening: Opening; manifest: Manifest | null }> {
  const opening = await ask<Opening>(`/api/studies/${encodeURIComponent(study)}/opening`);
  if (opening.manifest) return { opening, manifest: adopt(opening.manifest) };
  const series = firstSeries(opening);
  if (!series?.viewable) return { opening, manifest: null };
  try {
    return { opening, manifest: adopt(await ask<ManifestAnswer>(`/api/series/${encodeURIComponent(series.series)}/manifest`)) };
  } catch {
    // The room asks again, and says what is the matter.
    return { opening, manifest: null };
  }
}

/** Whose page this is, and in which language; null when nobody is signed in. */
export async function meOf(): Promise<Me | null> {
  try {
    return await ask<Me>("/api/me");
  } catch {
    return null;
  }
}

async function ask<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!response.ok) throw new NotOpened(response.status);
  return (await response.json()) as T;
}
