export { HeldList } from "./List";
export { HeldReview } from "./Review";
export { Rules } from "./Rules";
import "./held.css";
