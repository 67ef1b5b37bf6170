import type { Code } from "./mask";

/** What a reader draws; its words are in the catalogue. Codes are of the context groups that PS3.16 names for segments (CID 7150, 7151, 7159) and for findings in the lung. */
export const kinds = {
  nodule: abnormal("27925004", "SCT", "Nodule"),
  mass: abnormal("4147007", "SCT", "Mass"),
  lesion: abnormal("52988006", "SCT", "Lesion"),
  groundGlass: abnormal("112120", "DCM", "Ground glass opacity"),
  consolidation: abnormal("95436008", "SCT", "Lung consolidation"),
  effusion: abnormal("60046008", "SCT", "Pleural effusion"),
  pneumothorax: abnormal("36118008", "SCT", "Pneumothorax"),
  hemorrhage: abnormal("50960005", "SCT", "Hemorrhage"),
  lung: { category: { value: "91723000", scheme: "SCT", meaning: "Anatomical Structure" }, type: code("39607008", "SCT", "Lung") },
} as const;

export type KindName = keyof typeof kinds;

function code(value: string, scheme: string, meaning: string): Code {
  return { value, scheme, meaning };
}

function abnormal(value: string, scheme: string, meaning: string): { category: Code; type: Code } {
  return { category: code("49755003", "SCT", "Morphologically Abnormal Structure"), type: code(value, scheme, meaning) };
}
