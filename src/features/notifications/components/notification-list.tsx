import { useLocale, useTranslations } from "next-intl";
import { href } from "#lib/list-params.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Pager } from "#ui/pager.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { noticeText } from "../notices.ts";
import { type NotificationList as List, type listNotifications, notificationList } from "../queries.ts";
import { NoticeLink } from "./notice-link.tsx";

export const NOTIFICATIONS = "/notifications";

type Props = { list: List; page: Awaited<ReturnType<typeof listNotifications>>; timeZone: string };

/** What somebody has been told, the newest first; what is unread stands out. */
export function NotificationList({ list, page, timeZone }: Props) {
  const t = useTranslations("notices");
  const s = useTranslations("list");
  const locale = useLocale();
  const address = (changes: Record<string, string | undefined>) =>
    href(NOTIFICATIONS, list, changes, notificationList.defaults);
  const unread = list.show === "unread";
  return (
    <>
      <Tabs
        label={t("tabs")}
        items={[
          { label: t("all"), href: address({ show: undefined }), current: !unread },
          { label: t("unread"), href: address({ show: "unread" }), current: unread },
        ]}
      />
      {page.rows.length === 0 ? (
        <Empty
          title={t(unread ? "noneUnread" : "none")}
          icon="bell"
          action={unread ? <LinkButton href={NOTIFICATIONS}>{t("showAll")}</LinkButton> : undefined}
        >
          {!unread && t("noneHelp")}
        </Empty>
      ) : (
        <ul className="notices">
          {page.rows.map((row) => (
            <li key={row.id} data-unread={row.readAt === null || undefined}>
              <NoticeLink id={row.id} href={row.path} unread={row.readAt === null}>
                {noticeText(row, locale, timeZone)}
              </NoticeLink>
              <p className="text-xs text-muted">
                {formatDateTime(row.createdAt, timeZone, locale)}
                {row.readAt === null && <span className="notice-new">{t("new")}</span>}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pager
        {...(page.before && { previous: address({ before: page.before }) })}
        {...(page.after && { next: address({ after: page.after }) })}
        words={{ label: s("pages"), previous: s("previous"), next: s("next") }}
      />
    </>
  );
}
