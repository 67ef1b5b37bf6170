import { beforeEach, expect, test } from "vitest";
import { detailText } from "../../src/privacy/detail";
import { setLanguage } from "../../src/shared/i18n";

beforeEach(() => {
  setLanguage("en");
});

test("the detail of an audit row reads as words and pairs", () => {
  expect([
    detailText({ what: "siteAdded", code: "DEMO01", sites: ["a"], none: null }),
    detailText({ purpose: "sitePage", studies: ["2.25.1", "2.25.2"] }),
    detailText({ door: "Dimse", other: 3 }),
    detailText({ held: "64de3fb6-00f8-4833-ae34-fbf5cc02fcf1", reasons: ["APPROVAL", "DOCUMENT"] }),
    detailText(null),
  ]).toEqual([
    "Site added · code: DEMO01 · sites: 1",
    "Site page · 2 studies",
    "way in: DICOM · other: 3",
    "image: 64de3fb6 · A person must look, Document",
    "",
  ]);
});
