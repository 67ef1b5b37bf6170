export { Vault } from "./Vault";
import "./vault.css";
