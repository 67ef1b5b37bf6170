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
    detailText(null),
  ]).toEqual(["Site added · code: DEMO01 · sites: 1", "Site page · 2 studies", "way in: DICOM · other: 3", ""]);
});
