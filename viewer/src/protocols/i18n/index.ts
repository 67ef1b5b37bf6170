import { counter, translator } from "../../shared/i18n";
import en from "./en.json";
import ko from "./ko.json";

/** The words of this folder; they load with it and nowhere else. */
export const t = translator({ ko, en });
export const tn = counter({ ko, en });
