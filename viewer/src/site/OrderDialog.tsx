import { api, type Order, type OrderPriority, type OrderWish, type Sex, type Site, type Station } from "../api";
import { t, word } from "../shared/i18n";
import { Field, FormDialog, textOf } from "../shared/ui";
import { dayOf, localInput } from "./orders";

interface Props {
  /** Null for a new one. */
  order: Order | null;
  sites: readonly Site[];
  stations: readonly Station[];
  onClose: () => void;
  onDone: () => void;
}

const modalities = ["CT", "DX", "CR", "MR", "US", "MG", "XA", "RF", "PT", "NM", "PX", "OT"] as const;
const priorities: readonly OrderPriority[] = ["routine", "urgent", "emergency"];
const sexes: readonly Sex[] = ["F", "M", "O"];
const orNull = (text: string): string | null => (text === "" ? null : text);

function wishOf(form: FormData): OrderWish {
  const at = textOf(form, "scheduledAt");
  return {
    site: orNull(textOf(form, "site")),
    patientName: textOf(form, "patientName"),
    patientId: textOf(form, "patientId"),
    birthDate: orNull(textOf(form, "birthDate")),
    sex: orNull(textOf(form, "sex")) as Sex | null,
    accession: orNull(textOf(form, "accession")),
    procedure: textOf(form, "procedure"),
    question: orNull(textOf(form, "question")),
    referrer: orNull(textOf(form, "referrer")),
    modality: textOf(form, "modality"),
    station: orNull(textOf(form, "station")),
    scheduledAt: at === "" ? null : new Date(at).toISOString(),
    priority: textOf(form, "priority") as OrderPriority,
  };
}

export function OrderDialog({ order, sites, stations, onClose, onDone }: Props) {
  return (
    <FormDialog
      title={t(order === null ? "orders.add" : "orders.edit")}
      submit={t(order === null ? "orders.place" : "action.save")}
      wide
      onClose={onClose}
      onSubmit={async (form) => {
        if (order === null) await api.placeOrder(wishOf(form));
        else await api.changeOrder(order.order, wishOf(form));
        onDone();
      }}
    >
      {order === null && sites.length > 1 && (
        <label class="field">
          <span>{t("order.site")}</span>
          <select name="site" required>
            {sites.map((site) => (
              <option key={site.id} value={site.id}>
                {site.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div class="field-pair">
        <Field
          first
          name="patientName"
          label={t("order.patientName")}
          hint={t("order.patientNameHint")}
          value={order?.patient.name ?? ""}
        />
        <Field name="patientId" label={t("order.patientId")} maxLength={64} value={order?.patient.id ?? ""} />
      </div>
      <div class="field-pair">
        <Field name="birthDate" type="date" label={t("order.birthDate")} required={false} value={dayOf(order?.patient.birthDate ?? null)} />
        <label class="field">
          <span>{t("order.sex")}</span>
          <select name="sex">
            <option value="">{t("order.unknown")}</option>
            {sexes.map((sex) => (
              <option key={sex} value={sex} selected={sex === order?.patient.sex}>
                {word("sex", sex)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="field-pair">
        <label class="field">
          <span>{t("order.modality")}</span>
          <select name="modality" required>
            {[...new Set([...modalities, ...(order ? [order.modality] : [])])].map((modality) => (
              <option key={modality} value={modality} selected={modality === (order?.modality ?? "CT")}>
                {modality}
              </option>
            ))}
          </select>
        </label>
        <Field
          name="procedure"
          label={t("order.procedure")}
          hint={t("order.procedureHint")}
          maxLength={64}
          value={order?.procedure ?? ""}
        />
      </div>
      <div class="field-pair">
        <Field name="scheduledAt" type="datetime-local" label={t("order.at")} value={localInput(order?.scheduledAt ?? null)} />
        <label class="field">
          <span>{t("order.station")}</span>
          <select name="station">
            <option value="">{t("orders.anyStation")}</option>
            {stations.map((station) => (
              <option key={station.aeTitle} value={station.aeTitle} selected={station.aeTitle === order?.station}>
                {station.name === station.aeTitle ? station.name : `${station.name} (${station.aeTitle})`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <fieldset class="order-priorities">
        <legend>{t("order.priority")}</legend>
        {priorities.map((priority) => (
          <label key={priority}>
            <input type="radio" name="priority" value={priority} defaultChecked={(order?.priority ?? "routine") === priority} />
            {word("priority", priority)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>{t("order.question")}</span>
        <textarea name="question" rows={2} maxLength={1000} defaultValue={order?.question ?? ""} />
      </label>
      <div class="field-pair">
        <Field name="referrer" label={t("order.referrer")} required={false} maxLength={64} value={order?.referrer ?? ""} />
        <Field
          name="accession"
          label={t("order.accession")}
          hint={t("order.accessionHint")}
          required={false}
          maxLength={16}
          value={order?.accession ?? ""}
        />
      </div>
    </FormDialog>
  );
}
