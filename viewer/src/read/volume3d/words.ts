import { translator } from "../../shared/i18n";
import en from "./i18n/en.json";
import ko from "./i18n/ko.json";

/** Words of the 3D view; they load with it. */
export const t = translator({ ko, en });
