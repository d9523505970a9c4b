"use client";

import { useTranslations } from "next-intl";
import type { FormAction } from "#lib/form.ts";
import { Badge } from "#ui/badge.tsx";
import { SelectField, TextArea } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { type Comment, useSheet } from "./fill-context.tsx";
import { CellLink } from "./problems-panel.tsx";
import { inLocale, nameOf } from "./words.ts";

export type Commenting = {
  assignmentId: string;
  add: FormAction;
  resolve: FormAction;
  /** The cell that was pressed; the form is made anew for each. */
  cell: string | null;
};

export type Answering = { assignmentId: string; answer: FormAction };
/** Whoever judges the report remarks and settles, its school answers, anybody else reads. */
type Part = { commenting?: Commenting; answering?: Answering };

/** Remarks on cells, newest version first, each with the school's answer and what the reader can do about it. */
export function CommentsPanel({ commenting, ...part }: Part) {
  const { comments } = useSheet();
  const t = useTranslations("fill");
  if (!commenting && comments.length === 0) return null;
  const numbers = [...new Set(comments.map(({ number }) => number))].sort((a, b) => b - a);
  return (
    <section id="comments" aria-labelledby="comments-title" className="card">
      <div className="card-head">
        <h2 id="comments-title" className="text-base leading-6">
          {t("comments.title")}
        </h2>
      </div>
      <div className="card-body space-y-4">
        {commenting && <AddComment key={commenting.cell} commenting={commenting} />}
        {comments.length === 0 && <p className="text-muted">{t("comments.none")}</p>}
        {numbers.map((number) => (
          <div key={number} className="space-y-2">
            <h3 className="text-xs text-muted">{t("comments.version", { number })}</h3>
            <ul className="space-y-3">
              {comments
                .filter((comment) => comment.number === number)
                .map((comment) => (
                  <OneComment key={comment.id} comment={comment} {...part} {...(commenting ? { commenting } : {})} />
                ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function OneComment({ comment, commenting, answering }: Part & { comment: Comment }) {
  const { blocks, locale } = useSheet();
  const t = useTranslations("fill");
  const places = blocks.flatMap(({ lines }) => lines.flatMap((line) => line.places));
  const place = places.find(({ address }) => address === comment.cell);
  return (
    <li className="fill-comment">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <CellLink address={comment.cell}>
          {place ? `${place.cell.code} ${nameOf(place, locale)}` : comment.cell}
        </CellLink>
        {comment.resolved && <Badge tone="good">{t("comments.resolved")}</Badge>}
      </p>
      <p className="whitespace-pre-line">{comment.text}</p>
      <p className="text-xs text-muted">
        {comment.by} · <time dateTime={comment.at.iso}>{comment.at.text}</time>
      </p>
      {comment.answer && (
        <div className="fill-reply">
          <p className="whitespace-pre-line">{comment.answer.text}</p>
          <p className="text-xs text-muted">
            {t("comments.answeredBy", { name: comment.answer.by })} ·{" "}
            <time dateTime={comment.answer.at.iso}>{comment.answer.at.text}</time>
          </p>
        </div>
      )}
      {answering && !comment.resolved && <Answer key={comment.answer?.text} answering={answering} comment={comment} />}
      {commenting && !comment.resolved && <Resolve commenting={commenting} id={comment.id} />}
    </li>
  );
}

function Answer({ answering, comment }: { answering: Answering; comment: Comment }) {
  const t = useTranslations("fill");
  return (
    <details className="mt-1">
      <summary className="link w-fit cursor-pointer">
        {comment.answer ? t("comments.change") : t("comments.answer")}
      </summary>
      <Form
        action={answering.answer}
        submit={t("comments.save")}
        submitVariant="secondary"
        fields={{ assignmentId: answering.assignmentId, commentId: comment.id }}
        guard
        className="mt-2 space-y-2"
      >
        <TextArea
          name="answer"
          label={t("comments.answerText")}
          maxLength={1000}
          rows={2}
          {...(comment.answer ? { initial: comment.answer.text } : {})}
        />
      </Form>
    </details>
  );
}

function Resolve({ commenting, id }: { commenting: Commenting; id: string }) {
  const t = useTranslations("fill");
  return (
    <Form
      action={commenting.resolve}
      submit={t("comments.resolve")}
      submitVariant="quiet"
      fields={{ assignmentId: commenting.assignmentId, commentId: id }}
    />
  );
}

function AddComment({ commenting }: { commenting: Commenting }) {
  const { blocks, locale } = useSheet();
  const t = useTranslations("fill");
  const options = blocks.flatMap(({ section, lines }) =>
    lines.flatMap(({ places }) =>
      places.map((place) => ({
        value: place.address,
        label: `${place.cell.code} ${nameOf(place, locale)}`,
        group: `${section.code} · ${inLocale(section.names, locale)}`,
      })),
    ),
  );
  return (
    <Form
      id="comment-form"
      action={commenting.add}
      submit={t("comments.add")}
      submitVariant="secondary"
      fields={{ assignmentId: commenting.assignmentId }}
      resetWhenDone
      guard
      className="space-y-3"
    >
      <SelectField
        name="cell"
        label={t("comments.cell")}
        options={options}
        required
        size="full"
        {...(commenting.cell ? { initial: commenting.cell } : {})}
      />
      <TextArea name="text" label={t("comments.text")} required maxLength={1000} rows={3} />
    </Form>
  );
}
