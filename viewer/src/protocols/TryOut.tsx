import { useState } from "preact/hooks";
import { choose, fitOf, type Protocol } from "../read/core/hanging";
import { t } from "./i18n";
import { bodyParts, modalities } from "./MatchFields";
import { fitText } from "./words";

export interface File {
  of: "own" | "site" | "ours";
  protocols: readonly Protocol[];
}

/** A site whose protocols come between the reader's own and ours. */
export interface TriedSite {
  site: string;
  name: string;
  protocols: readonly Protocol[];
}

interface Props {
  /** In the order in which the room asks them. */
  files: readonly File[];
  /** To choose one of; none where the list is a site's. */
  sites: readonly TriedSite[];
  hint: string;
}

/** Which protocol a study would hang by, and why. */
export function TryOut({ files: others, sites, hint }: Props) {
  const [at, setAt] = useState(0);
  const [modality, setModality] = useState<string>("CT");
  const [part, setPart] = useState("");
  const [description, setDescription] = useState("");
  const chosen = sites[at];
  const files = chosen ? [...others.slice(0, 1), { of: "site" as const, protocols: chosen.protocols }, ...others.slice(1)] : others;
  const facts = { modality, bodyPart: part.trim() === "" ? null : part, descriptions: [description] };
  const winner = choose(facts, ...files.map(({ protocols }) => protocols));
  const fitting = files
    .flatMap(({ of, protocols }) => protocols.map((protocol) => ({ of, protocol, fit: fitOf(facts, protocol) })))
    .filter(({ fit, protocol }) => fit > 0 && protocol !== winner)
    .sort((a, b) => b.fit - a.fit);
  const file = files.find(({ protocols }) => winner !== null && protocols.includes(winner));
  return (
    <section class="pr-part pr-try" aria-labelledby="pr-try">
      <h2 id="pr-try">{t("protocols.try")}</h2>
      <p class="quiet">{hint}</p>
      <div class="pr-try-facts">
        {sites.length > 0 && (
          <label class="field pr-try-site">
            <span>{t("protocols.trySite")}</span>
            <select
              value={at}
              onChange={(event) => {
                setAt(Number(event.currentTarget.value));
              }}
            >
              {sites.map(({ site, name }, i) => (
                <option key={site} value={i}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          <span>{t("protocols.part.modality")}</span>
          <select
            value={modality}
            onChange={(event) => {
              setModality(event.currentTarget.value);
            }}
          >
            {modalities.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("protocols.tryPart")}</span>
          <input
            value={part}
            list="pr-try-parts"
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => {
              setPart(event.currentTarget.value);
            }}
          />
        </label>
        <datalist id="pr-try-parts">
          {bodyParts.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <label class="field">
          <span>{t("protocols.tryText")}</span>
          <input
            value={description}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => {
              setDescription(event.currentTarget.value);
            }}
          />
        </label>
      </div>
      <div role="status" class="pr-winner">
        {winner && file ? (
          <>
            <p>
              <strong>{winner.id}</strong> <span class="pr-of">{t(`protocols.of.${file.of}`)}</span>
            </p>
            <p class="quiet">{t("protocols.because", { why: fitText(fitOf(facts, winner)), n: fitOf(facts, winner) })}</p>
          </>
        ) : (
          <p>{t("protocols.noWinner")}</p>
        )}
      </div>
      {fitting.length > 0 && (
        <>
          <h3>{t("protocols.alsoFit")}</h3>
          <ol class="pr-also">
            {fitting.slice(0, 5).map(({ of, protocol, fit }, i) => (
              <li key={i}>
                <span>{protocol.id}</span> <span class="pr-of">{t(`protocols.of.${of}`)}</span>
                <span class="quiet">{t("protocols.because", { why: fitText(fit), n: fit })}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
