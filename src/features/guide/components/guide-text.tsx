import type { Token, Tokens } from "marked";
import { createElement, Fragment, type ReactNode } from "react";
import type { Locale } from "#server/words.ts";

/** The text of the guide: paragraphs, headings, lists, emphasis and pictures, and nothing else. */
export function GuideText({ tokens, locale }: { tokens: readonly Token[]; locale: Locale }) {
  return inOrder(tokens.map((token) => pieceOf(token, locale)));
}

/** Pieces of a text that never change their places, and so need no names. */
function inOrder(pieces: ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...pieces);
}

function pieceOf(token: Token, locale: Locale): ReactNode {
  const inside = (tokens: readonly Token[] | undefined) => <GuideText tokens={tokens ?? []} locale={locale} />;
  switch (token.type) {
    case "space":
      return null;
    case "heading":
      return <h3 className="mt-5 mb-1 font-semibold">{inside(token.tokens)}</h3>;
    case "paragraph":
      return <p className="my-2 max-w-[70ch]">{inside(token.tokens)}</p>;
    case "list": {
      const { ordered, items } = token as Tokens.List;
      const entries = inOrder(items.map((item) => createElement("li", { className: "my-1" }, inside(item.tokens))));
      return ordered ? (
        <ol className="my-2 max-w-[70ch] list-decimal ps-6">{entries}</ol>
      ) : (
        <ul className="my-2 max-w-[70ch] list-disc ps-6">{entries}</ul>
      );
    }
    case "text":
      return "tokens" in token && token.tokens ? inside(token.tokens) : (token as Tokens.Text).text;
    case "strong":
      return <strong>{inside(token.tokens)}</strong>;
    case "image": {
      const { href, text } = token as Tokens.Image;
      return (
        <img
          src={`/guide/${locale}/${href}.webp`}
          alt={text}
          loading="lazy"
          width={1200}
          height={750}
          className="my-3 h-auto w-full max-w-3xl rounded-md border border-line"
        />
      );
    }
    default:
      throw new Error(`the guide has no way to show ${token.type}`);
  }
}
