import type { VaultPatient } from "../../api";
import { bodyPart } from "../../shared/words";

const most = 4;

/** "CT Chest, DX Chest": what was examined, each kind once. */
export function studiesText(patient: VaultPatient): string {
  const kinds = [...new Set(patient.studies.map((study) => `${study.modality} ${bodyPart(study.bodyPart)}`.trim()))];
  const said = kinds.slice(0, most).join(", ") + (kinds.length > most ? " …" : "");
  return patient.studies.length > 1 ? `${said} (${String(patient.studies.length)})` : said;
}
