import { expect, test } from "vitest";
import { detailText } from "../../src/privacy/detail";

test("the detail of an audit row reads as pairs, and plain text stays as it is", () => {
  expect([detailText('{"what":"siteAdded","code":"DEMO01","sites":["a"],"none":null}'), detailText("plain"), detailText(null)]).toEqual([
    'what: siteAdded · code: DEMO01 · sites: ["a"]',
    "plain",
    "",
  ]);
});
