import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { formatDateTime } from "#lib/zoned-time.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import { noticeText } from "./notices.ts";

/** `link`: one that opens once, instead of the path. */
export type MailNotice = { kind: string; values: unknown; path: string; createdAt: Date; link?: string };

export type Composed = { subject: string; text: string; html: string };

type Frame = { name: string; city: string; timeZone: string; locale: Locale; address: string };

const STYLE = {
  body: { fontFamily: "system-ui, sans-serif", fontSize: "16px", lineHeight: "1.5", color: "#1c2430", margin: "0" },
  page: { maxWidth: "36rem", padding: "1.5rem" },
  item: { margin: "0 0 1rem" },
  small: { color: "#5b6676", fontSize: "13px", margin: "0" },
};

/**
 * One e-mail that says one thing or several, in the language of its reader, as text and as HTML.
 * @param address of the portal, without a slash at its end
 */
export function compose(notices: readonly MailNotice[], frame: Frame): Composed {
  const { locale, timeZone, address, name, city } = frame;
  const say = (key: string, values = {}) => wordsFor(locale, `notices.mail.${key}`, values);
  const items = notices.map((notice) => ({
    text: noticeText(withoutNote(notice), locale, timeZone),
    at: formatDateTime(notice.createdAt, timeZone, locale),
    link: notice.link ?? `${address}${notice.path}`,
    once: notice.link ? say("once") : "",
  }));
  const [first] = items;
  const subject = items.length === 1 && first ? first.text : say("subject", { count: items.length });
  const foot = [
    say(items.every(({ once }) => once) ? "whyOffer" : "why", { city }),
    `${say("change")} ${address}/notifications/settings`,
  ];
  const text = [
    say("hello", { name }),
    "",
    ...items.flatMap(({ text, link, once, at }) => [
      text,
      link,
      ...(once ? [once] : []),
      ...(items.length > 1 ? [at] : []),
      "",
    ]),
    "-- ",
    ...foot,
    "",
  ].join("\n");
  const html = renderToStaticMarkup(
    h(
      "html",
      { lang: locale },
      h("head", null, h("meta", { charSet: "utf-8" }), h("title", null, subject)),
      h(
        "body",
        { style: STYLE.body },
        h(
          "div",
          { style: STYLE.page },
          h("p", null, say("hello", { name })),
          ...items.map((item) =>
            h(
              "p",
              { key: item.link + item.text, style: STYLE.item },
              h("a", { href: item.link }, item.text),
              item.once && h("span", { style: { ...STYLE.small, display: "block" } }, item.once),
              items.length > 1 && h("span", { style: { ...STYLE.small, display: "block" } }, item.at),
            ),
          ),
          h("p", { style: STYLE.small }, foot[0]),
          h("p", { style: STYLE.small }, h("a", { href: `${address}/notifications/settings` }, say("change"))),
        ),
      ),
    ),
  );
  return { subject: oneLine(subject), text, html: `<!doctype html>${html}` };
}

/** What people write to each other may name a child: it is read in the portal, not in an e-mail. */
function withoutNote({ kind, values }: MailNotice): { kind: string; values: object } {
  return { kind, values: { ...(values as object), note: "" } };
}

/** A subject is one line, and not a long one. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 150 ? `${line.slice(0, 149)}…` : line;
}
