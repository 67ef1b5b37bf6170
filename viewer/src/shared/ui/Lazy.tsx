import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Skeleton } from "./Skeleton";
import { Failure } from "./States";

interface Props<P> {
  /** Loads it; the same function every time. */
  part: () => Promise<ComponentType<P>>;
  given: P;
}

/** A part of the program that is loaded when it is shown. */
export function Lazy<P extends object>({ part, given }: Props<P>) {
  const [state, setState] = useState<{ view: ComponentType<P> } | { error: unknown } | null>(null);
  useEffect(() => {
    part().then(
      (view) => {
        setState({ view });
      },
      (error: unknown) => {
        setState({ error });
      },
    );
  }, [part]);
  if (state === null) return <Skeleton rows={8} />;
  if ("error" in state)
    return (
      <Failure
        error={state.error}
        onRetry={() => {
          location.reload();
        }}
      />
    );
  const View = state.view;
  return <View {...given} />;
}
