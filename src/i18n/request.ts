import { getRequestConfig } from "next-intl/server";
import { currentLocale } from "#server/session.ts";
import { messagesOf } from "#server/words.ts";

export default getRequestConfig(async () => {
  const locale = await currentLocale();
  return { locale, messages: messagesOf(locale), timeZone: "UTC" };
});
