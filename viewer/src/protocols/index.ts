export { Protocols, type ProtocolsProps } from "./Protocols";
export { ownShelf, siteShelf, type Shelf } from "./shelf";
