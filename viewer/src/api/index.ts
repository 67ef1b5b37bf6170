export * from "./types";
export { api, ApiError, codeOf, request, whenSignedOut } from "./client";
export { listen, type ServerEvent } from "./events";
