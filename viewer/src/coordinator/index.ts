export { CoordinatorPage } from "./CoordinatorPage";
