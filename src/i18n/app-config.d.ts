import type messages from "#messages/en.json";
import type { Locale } from "#server/words.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
