import { useLocale, useTranslations } from "next-intl";
import { type FormChange, partText } from "#features/reports/form/form-changes.ts";
import { inBoth } from "#features/reports/form/rule-draft.ts";
import { Badge } from "#ui/badge.tsx";
import { inLocale } from "./fill/words.ts";

const TONES = { added: "good", removed: "bad", changed: "info" } as const;

/** What changed between two editions of a form, part by part, as it was and as it is. */
export function FormChangeList({ changes }: { changes: readonly FormChange[] }) {
  const t = useTranslations("forms.changes");
  const design = useTranslations("forms.design");
  const all = useTranslations();
  const locale = useLocale();
  const say = (key: string) => all(key as Parameters<typeof all>[0]);
  if (changes.length === 0) return <p className="text-muted">{t("none")}</p>;
  return (
    <ul className="card divide-y divide-line">
      {changes.map(({ kind, what, code, names, parts }) => (
        <li key={`${what} ${code} ${kind}`} className="space-y-2 px-4 py-3">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={TONES[kind]}>{t(kind)}</Badge>
            <span className="text-muted">{t(`what.${what}`)}</span>
            <span className="font-semibold">
              {code} {inLocale(inBoth(names), locale)}
            </span>
          </p>
          {parts.length > 0 && (
            <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[12rem_1fr]">
              {parts.map(({ part, before, after }) => (
                <div key={part} className="contents">
                  <dt className="text-muted">{design(part)}</dt>
                  <dd className="min-w-0 break-words">
                    <del className="text-muted">{partText(part, before, say) || t("nothing")}</del>
                    {" → "}
                    <ins className="no-underline">{partText(part, after, say) || t("nothing")}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
