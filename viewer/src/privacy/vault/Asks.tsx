import { useState } from "preact/hooks";
import { api, type VaultAsk } from "../../api";
import { errorText } from "../../shared/errors";
import { t, tn } from "../../shared/i18n";
import type { Loaded } from "../../shared/load";
import { now, shortTime, timeOfDay } from "../../shared/time";
import { Dialog, Empty, Failure, Skeleton, toast } from "../../shared/ui";
import { Identities } from "./Identities";

const isOver = (ask: VaultAsk): boolean => ask.endsAt !== null && Date.parse(ask.endsAt) < now.value;

function stateOf(ask: VaultAsk): string {
  if (ask.agreedBy === null || ask.endsAt === null) return t(ask.mine ? "vault.waits" : "vault.waitsForYou");
  return isOver(ask) ? t("vault.over") : t("vault.agreedUntil", { name: ask.agreedBy, at: timeOfDay(ask.endsAt) });
}

/** Who asks for identities, why, and whether a second officer has agreed. */
export function Asks({ asks }: { asks: Loaded<{ items: VaultAsk[] }> }) {
  const [agreeing, setAgreeing] = useState<VaultAsk | null>(null);
  const [opened, setOpened] = useState<VaultAsk | null>(null);
  const { data, error, reload } = asks;
  if (error !== null) return <Failure error={error} onRetry={reload} />;
  if (data === null) return <Skeleton rows={4} height={48} />;
  const agree = async (ask: VaultAsk): Promise<void> => {
    try {
      await api.agreeToAsk(ask.id);
      toast({ text: t("vault.agreed") });
    } catch (problem) {
      toast({ text: errorText(problem), tone: "error" });
    }
    setAgreeing(null);
    reload();
  };
  return (
    <>
      {data.items.length === 0 ? (
        <Empty title={t("vault.noAsks")} hint={t("vault.noAsksHint")} />
      ) : (
        <ul class="vault-asks">
          {data.items.map((ask) => (
            <li key={ask.id}>
              <div>
                <strong>{ask.reason}</strong>
                <p class="quiet">
                  {tn("vault.studies", ask.studies)} · {ask.askedBy} · {shortTime(ask.askedAt)}
                </p>
                <p>{stateOf(ask)}</p>
              </div>
              {ask.mine && ask.agreedAt !== null && !isOver(ask) && (
                <button
                  type="button"
                  class="button button-primary"
                  onClick={() => {
                    setOpened(ask);
                  }}
                >
                  {t("vault.open")}
                </button>
              )}
              {!ask.mine && ask.agreedAt === null && (
                <button
                  type="button"
                  class="button button-primary"
                  onClick={() => {
                    setAgreeing(ask);
                  }}
                >
                  {t("vault.agree")}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {agreeing !== null && (
        <Dialog
          title={t("vault.agreeTitle")}
          onClose={() => {
            setAgreeing(null);
          }}
          actions={
            <>
              <button
                type="button"
                class="button"
                onClick={() => {
                  setAgreeing(null);
                }}
              >
                {t("action.cancel")}
              </button>
              <button type="button" class="button button-primary" onClick={() => void agree(agreeing)}>
                {t("vault.agree")}
              </button>
            </>
          }
        >
          <p>{t("vault.agreeText", { name: agreeing.askedBy, studies: tn("vault.studies", agreeing.studies) })}</p>
          <p>
            <strong>{agreeing.reason}</strong>
          </p>
        </Dialog>
      )}
      {opened !== null && (
        <Identities
          ask={opened}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
    </>
  );
}
