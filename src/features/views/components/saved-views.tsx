import { getTranslations } from "next-intl/server";
import { stateOf } from "#lib/list-address.ts";
import { href, type ListParams, type Param } from "#lib/list-params.ts";
import { TextLink } from "#ui/link.tsx";
import { type ListName, stateIn } from "../lists.ts";
import { type View, viewHref } from "../queries.ts";

type Props = {
  list: ListName;
  path: string;
  /** What the list shows now, and what an empty address shows. */
  shown: ListParams<string> & Readonly<Record<string, Param>>;
  defaults: Readonly<Record<string, Param>>;
  views: readonly View[];
};

/** Above a list: its views as links, and the ways to keep what it shows now as one. Nothing where there is neither. */
export async function SavedViews({ list, path, shown, defaults, views }: Props) {
  const t = await getTranslations("views");
  const state = stateOf(shown, defaults);
  const current = views.find(({ id }) => id === shown.view);
  const isChanged = current !== undefined && stateIn(list, current.query) !== state;
  if (views.length === 0 && state === "") return null;
  const all = views.some(({ first }) => first) ? `${path}?view=all` : path;
  return (
    <div className="views print:hidden">
      {views.length > 0 && (
        <nav aria-label={t("label")}>
          <ul>
            <li>
              <TextLink plain href={all} {...(!current && state === "" && { "aria-current": "page" })}>
                {t("all")}
              </TextLink>
            </li>
            {views.map((view) => (
              <li key={view.id}>
                <TextLink
                  plain
                  href={viewHref(path, view)}
                  {...(view === current && { "aria-current": isChanged ? "true" : "page" })}
                >
                  {view.name}
                </TextLink>
                {view === current && isChanged && <span className="text-xs text-muted"> {t("changed")}</span>}
              </li>
            ))}
          </ul>
        </nav>
      )}
      <p className="views-deeds">
        {(isChanged || (!current && state !== "")) && (
          <TextLink href={href("/views/new", { list, path, state })}>{t("save")}</TextLink>
        )}
        {current && <TextLink href={href(`/views/${current.id}`, { path, state })}>{t("change")}</TextLink>}
      </p>
    </div>
  );
}
