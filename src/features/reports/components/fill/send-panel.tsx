"use client";

import { useTranslations } from "next-intl";
import type { FormAction, FormState } from "#lib/form.ts";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import type { Problems } from "./check.ts";
import { useFill, useSheet } from "./fill-context.tsx";
import { keyFigures } from "./key-figures.ts";
import type { Reasons } from "./problems-panel.tsx";
import { inLocale, nameOf, readValue } from "./words.ts";

export type Sending = {
  assignmentId: string;
  version: number;
  may: { sign: boolean; submit: boolean };
  /** Why this person may not sign although heads may. */
  signBlock: "ownFigures" | null;
  signed: { by: string; at: string } | null;
  late: string | null;
  actions: { sign: FormAction; submit: FormAction; both: FormAction };
};

/** The end of the form: what is signed, in figures and words, what stands in the way, and the two steps of sending. */
export function SendPanel({
  sending,
  problems,
  reasons,
  onReceipt,
}: {
  sending: Sending;
  problems: Problems;
  reasons: Reasons;
  onReceipt: (state: FormState) => void;
}) {
  const t = useTranslations("fill");
  const cells = useFill((store) => store.cells());
  const unsaved = [...cells.values()].filter(({ saving }) => saving !== "saved").length;
  const { errors, unexplained, empty } = problems;
  const remarks = useSheet().comments.filter(({ resolved, answer }) => !resolved && !answer).length;
  const obstacles = [
    ...(empty.length > 0 ? [t("send.empty", { count: empty.length })] : []),
    ...(errors.length > 0 ? [t("send.errors", { count: errors.length })] : []),
    ...(unexplained.length > 0 ? [t("send.unexplained", { count: unexplained.length })] : []),
    ...(unsaved > 0 ? [t("send.unsaved", { count: unsaved })] : []),
  ];
  return (
    <section id="send" aria-labelledby="send-title" className="card">
      <div className="card-head">
        <h2 id="send-title" className="text-base leading-6">
          {t("send.title")}
        </h2>
      </div>
      <div className="card-body space-y-4">
        {obstacles.length > 0 ? (
          <Notice tone="info" title={t("send.notYet")}>
            <ul className="list-disc ps-5">
              {obstacles.map((obstacle) => (
                <li key={obstacle}>{obstacle}</li>
              ))}
            </ul>
          </Notice>
        ) : (
          <Summary reasons={reasons} problems={problems} late={sending.late} />
        )}
        {remarks > 0 && (
          <Notice tone="warn">
            <a className="link" href="#comments">
              {t("send.remarks", { count: remarks })}
            </a>
          </Notice>
        )}
        <Steps sending={sending} ready={obstacles.length === 0} onReceipt={onReceipt} />
      </div>
    </section>
  );
}

function Steps({
  sending,
  ready,
  onReceipt,
}: {
  sending: Sending;
  ready: boolean;
  onReceipt: (state: FormState) => void;
}) {
  const t = useTranslations("fill");
  const { may, signBlock, signed, actions } = sending;
  const revision = useFill((store) => store.revision());
  const fields = { assignmentId: sending.assignmentId };
  if (signBlock) return <Notice tone="warn">{t("send.ownFigures")}</Notice>;
  return (
    <>
      {signed && <p>{t("send.signedBy", signed)}</p>}
      {!may.sign && !may.submit && <p>{ready ? t("send.headReady") : t("send.headLater")}</p>}
      {ready && may.submit && (
        <Form
          action={actions.submit}
          submit={t("send.submit")}
          fields={fields}
          version={sending.version}
          onDone={onReceipt}
        />
      )}
      {ready && may.sign && (
        <div className="flex flex-wrap items-start gap-3">
          <Form
            action={actions.both}
            submit={t("send.both")}
            fields={{ ...fields, revision }}
            version={sending.version}
            onDone={onReceipt}
          />
          <Form
            action={actions.sign}
            submit={t("send.sign")}
            submitVariant="secondary"
            fields={{ ...fields, revision }}
            version={sending.version}
            saidByPage
          />
        </div>
      )}
    </>
  );
}

function Summary({ reasons, problems, late }: { reasons: Reasons; problems: Problems; late: string | null }) {
  const { blocks, locale } = useSheet();
  const t = useTranslations("fill");
  const cells = useFill((store) => store.cells());
  const words = { yes: t("yes"), no: t("no") };
  return (
    <>
      {late && <Notice tone="warn">{late}</Notice>}
      <p>{t("send.lead")}</p>
      <dl className="facts facts-2">
        {keyFigures(blocks).map((place) => {
          const text = cells.get(place.address)?.text ?? "";
          const word = text === "yes" || text === "no" ? words[text] : readValue(place.cell, text, locale);
          return (
            <div key={place.address}>
              <dt>{nameOf(place, locale)}</dt>
              <dd className="tabular-nums">
                {word || "—"}{" "}
                {place.cell.unit && <span className="text-muted">{inLocale(place.cell.unit, locale)}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
      {problems.explained.length > 0 && (
        <>
          <p className="font-semibold">{t("send.reasons", { count: problems.explained.length })}</p>
          <ul className="space-y-2">
            {problems.explained.map(({ key, message }) => (
              <li key={key}>
                <p>{inLocale(message, locale)}</p>
                <p className="fill-reason">{reasons[key]?.reason}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {problems.notes.length > 0 && <p className="text-muted">{t("send.notes", { count: problems.notes.length })}</p>}
    </>
  );
}
