import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readAll } from "#features/notifications/actions.ts";
import { NotificationList } from "#features/notifications/components/notification-list.tsx";
import { listNotifications, notificationList } from "#features/notifications/queries.ts";
import type { Address } from "#lib/list-params.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notices"))("title") };
}

export default async function NotificationsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const list = notificationList.parse(await searchParams);
  const [t, { page, timeZone }] = await Promise.all([
    getTranslations("notices"),
    read("notification.view", async (db, actor) => ({
      page: await listNotifications(db, list, actor.personId),
      timeZone: actor.tenant.timeZone,
    })),
  ]);
  const [latest] = page.rows;
  return (
    <div className="max-w-3xl">
      <PageTitle
        title={t("title")}
        actions={
          <>
            <LinkButton href="/notifications/settings" icon="settings">
              {t("settings")}
            </LinkButton>
            {latest && page.rows.some(({ readAt }) => readAt === null) && (
              <Form
                action={readAll}
                fields={{ latest: latest.id }}
                submit={t("readAll")}
                submitVariant="secondary"
                saidByPage
              />
            )}
          </>
        }
      />
      <NotificationList list={list} page={page} timeZone={timeZone} />
    </div>
  );
}
