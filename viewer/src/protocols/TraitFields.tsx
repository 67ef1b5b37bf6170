import { X } from "lucide";
import { useId } from "preact/hooks";
import { counts, kernels, planes, sides, type Fault } from "../read/core/hanging";
import { Icon } from "../shared/ui";
import { Chips } from "./Chips";
import { isList, kinds, type Condition, type Kind } from "./draft";
import { FaultLines } from "./FaultLines";
import { t } from "./i18n";

const choices = { plane: planes, kernel: kernels, laterality: sides, frames: counts } as const;
const signs = ["<=", "<", ">=", ">"] as const;
const firstValues: Record<Kind, readonly string[]> = {
  plane: ["axial"],
  kernel: ["soft"],
  thickness: ["<=1.5"],
  frames: ["most"],
  laterality: ["R"],
  words: [],
  notWords: [],
  view: [],
  modality: [],
};

interface ValueProps {
  condition: Condition;
  onChange: (values: readonly string[]) => void;
  invalid: boolean;
  describedBy: string;
}

function Value({ condition: { kind, values }, onChange, invalid, describedBy }: ValueProps) {
  const label = t(`protocols.kind.${kind}`);
  const aria = { "aria-label": label, "aria-invalid": invalid, "aria-describedby": describedBy };
  if (isList(kind))
    return <Chips label={label} quiet values={values} onChange={onChange} code={kind === "view" || kind === "modality"} invalid={invalid} describedBy={describedBy} />; // prettier-ignore
  const value = values[0] ?? "";
  if (kind === "thickness") {
    const [, sign = "<=", number = value] = /^(<=|>=|<|>)\s*(.*)$/.exec(value) ?? [];
    return (
      <span class="pr-thickness">
        <select
          aria-label={t("protocols.sign")}
          value={sign}
          onChange={(event) => {
            onChange([event.currentTarget.value + number]);
          }}
        >
          {signs.map((one) => (
            <option key={one} value={one}>
              {t(`protocols.sign.${one === "<=" ? "atMost" : one === "<" ? "under" : one === ">=" ? "atLeast" : "over"}`)}
            </option>
          ))}
        </select>
        <input
          {...aria}
          inputMode="decimal"
          value={number}
          onInput={(event) => {
            onChange([sign + event.currentTarget.value.trim().replace(",", ".")]);
          }}
        />
        <span>mm</span>
      </span>
    );
  }
  const all: readonly string[] = choices[kind as keyof typeof choices];
  return (
    <select
      {...aria}
      value={value}
      onChange={(event) => {
        onChange([event.currentTarget.value]);
      }}
    >
      {!all.includes(value) && <option value={value}>{value}</option>}
      {all.map((one) => (
        <option key={one} value={one}>
          {t(`protocols.${kind as keyof typeof choices}.${one}` as "protocols.plane.axial")}
        </option>
      ))}
    </select>
  );
}

interface Props {
  /** Where its faults are. */
  at: string;
  name: string;
  conditions: readonly Condition[];
  onChange: (conditions: readonly Condition[]) => void;
  faults: readonly Fault[];
  /** Also "most images", which is an order and not a condition. */
  preferred: boolean;
}

/** Conditions that hold together. */
export function TraitFields({ at, name, conditions, onChange, faults, preferred }: Props) {
  const id = useId();
  const used = conditions.map(({ kind }) => kind);
  const free = (kind: Kind): boolean =>
    !used.includes(kind) && !used.includes("frames") && (kind !== "frames" || (preferred && used.length === 0));
  const open = kinds.filter(free);
  return (
    <div class="pr-trait" role="group" aria-label={name}>
      {conditions.map((condition, i) => {
        const own = faults.filter((fault) => fault.at === `${at}.${condition.kind}`);
        return (
          <div key={condition.kind} class="pr-condition">
            <span class="pr-kind">{t(`protocols.kind.${condition.kind}`)}</span>
            <Value
              condition={condition}
              invalid={own.length > 0}
              describedBy={`${id}-${condition.kind}`}
              onChange={(values) => {
                onChange(conditions.map((one, n) => (n === i ? { ...one, values } : one)));
              }}
            />
            <button
              type="button"
              class="button-icon"
              aria-label={t("protocols.removeCondition", { kind: t(`protocols.kind.${condition.kind}`) })}
              onClick={() => {
                onChange(conditions.filter((_, n) => n !== i));
              }}
            >
              <Icon of={X} />
            </button>
            <FaultLines id={`${id}-${condition.kind}`} faults={own} />
          </div>
        );
      })}
      <FaultLines id={`${id}-all`} faults={faults.filter((fault) => fault.at === at)} />
      {open.length > 0 && (
        <select
          class="pr-add"
          aria-label={`${name}: ${t("protocols.addCondition")}`}
          value=""
          onChange={(event) => {
            const kind = event.currentTarget.value as Kind;
            event.currentTarget.value = "";
            onChange([...conditions, { kind, values: firstValues[kind] }]);
          }}
        >
          <option value="">{t(used.length > 0 ? "protocols.andCondition" : "protocols.addCondition")}</option>
          {open.map((kind) => (
            <option key={kind} value={kind}>
              {t(`protocols.kind.${kind}`)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
