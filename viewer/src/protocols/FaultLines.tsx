import type { Fault } from "../read/core/hanging";
import { faultText } from "./words";

interface Props {
  id: string;
  faults: readonly Fault[];
}

/** What is wrong with a field, under it. */
export function FaultLines({ id, faults }: Props) {
  if (faults.length === 0) return null;
  return (
    <p id={id} class="pr-fault">
      {faults.map(faultText).join(" ")}
    </p>
  );
}
