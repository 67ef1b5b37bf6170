import type { Fault } from "../read/core/hanging";
import { Chips } from "./Chips";
import { protocolFrom, type Draft } from "./draft";
import { FaultLines } from "./FaultLines";
import { t } from "./i18n";
import { stronger } from "./stronger";

/** What devices send of images; another code comes in as JSON. */
export const modalities = ["CT", "MR", "CR", "DX", "MG", "US", "XA", "RF", "NM", "PT", "IO", "PX", "BMD", "OP", "ES", "SC", "OT"] as const;
export const bodyParts = [
  "HEAD", "BRAIN", "NECK", "CHEST", "THORAX", "LUNG", "HEART", "BREAST", "ABDOMEN", "PELVIS", "WHOLEBODY", "SPINE", "CSPINE", "TSPINE", "LSPINE",
  "SHOULDER", "CLAVICLE", "HUMERUS", "ELBOW", "FOREARM", "WRIST", "HAND", "HIP", "FEMUR", "KNEE", "TIBIA", "FIBULA", "ANKLE", "FOOT", "EXTREMITY",
] as const; // prettier-ignore

interface Props {
  draft: Draft;
  faults: readonly Fault[];
  onChange: (change: Partial<Draft>) => void;
}

/** Which studies it is for. */
export function MatchFields({ draft, faults, onChange }: Props) {
  const of = (key: string): readonly Fault[] => faults.filter(({ at }) => at === `match.${key}`);
  const before = stronger(protocolFrom(draft));
  const known = [...new Set<string>([...modalities, ...draft.modality])];
  return (
    <>
      <div class="field" role="group" aria-labelledby="pr-modality">
        <span id="pr-modality">{t("protocols.part.modality")}</span>
        <div class="pr-toggles">
          {known.map((one) => {
            const on = draft.modality.includes(one);
            return (
              <button
                key={one}
                type="button"
                class="chip"
                aria-pressed={on}
                onClick={() => {
                  onChange({ modality: on ? draft.modality.filter((other) => other !== one) : [...draft.modality, one] });
                }}
              >
                {one}
              </button>
            );
          })}
        </div>
        <small>{t("protocols.modalityHint")}</small>
        <FaultLines id="pr-modality-fault" faults={of("modality")} />
      </div>
      <div>
        <Chips
          label={t("protocols.part.bodyPart")}
          hint={t("protocols.bodyPartHint")}
          values={draft.bodyPart}
          code
          suggest={bodyParts}
          invalid={of("bodyPart").length > 0}
          describedBy="pr-part-fault"
          onChange={(bodyPart) => {
            onChange({ bodyPart });
          }}
        />
        <FaultLines id="pr-part-fault" faults={of("bodyPart")} />
      </div>
      <div>
        <Chips
          label={t("protocols.part.words")}
          hint={t("protocols.wordsHint")}
          values={draft.words}
          invalid={of("words").length > 0}
          describedBy="pr-words-fault"
          onChange={(words) => {
            onChange({ words });
          }}
        />
        <FaultLines id="pr-words-fault" faults={of("words")} />
        {before && (
          <p class="pr-note" role="status">
            {t("protocols.stronger", { id: before.id, words: before.match.words?.slice(0, 3).join(", ") ?? "" })}
          </p>
        )}
      </div>
    </>
  );
}
