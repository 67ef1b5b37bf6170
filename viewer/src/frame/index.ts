export { Frame, type NavItem } from "./Frame";
