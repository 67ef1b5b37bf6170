export type FaultReason = "gone" | "unsupported" | "damaged" | "refused" | "server" | "network";

/** An answer that is not what was asked for. `passing` faults are tried again. */
export class FetchFault extends Error {
  constructor(
    readonly reason: FaultReason | "signedOut",
    readonly passing: boolean,
  ) {
    super(reason);
  }
}

export function faultOf(status: number): FetchFault {
  if (status === 401) return new FetchFault("signedOut", false);
  if (status === 404 || status === 410) return new FetchFault("gone", false);
  if (status === 406 || status === 415 || status === 422) return new FetchFault("unsupported", false);
  if (status === 416) return new FetchFault("damaged", false);
  if (status === 429 || status >= 500) return new FetchFault("server", true);
  return new FetchFault("refused", false);
}
