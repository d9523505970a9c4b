"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { Icon } from "#ui/icon.tsx";

const EVERY_MS = 60_000;

/** Leads to what one has been told, with how much of it is unread; asks for that while the page stays open. */
export function Bell({
  unread,
  most,
  words,
}: {
  unread: number;
  most: number;
  words: { label: string; count: string };
}) {
  const [count, setCount] = useState(unread);
  useEffect(() => setCount(unread), [unread]);
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await fetch("/api/notifications/unread").catch(() => null);
      if (answer?.ok) setCount(((await answer.json()) as { unread: number }).unread);
    };
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  const shown = count > most ? `${most}+` : String(count);
  return (
    <Link href="/notifications" prefetch={false} className="bar-button bell">
      <Icon name="bell" />
      <span className="sr-only">{words.label}</span>
      {count > 0 && (
        <span className="bell-count">
          {shown}
          <span className="sr-only"> {words.count}</span>
        </span>
      )}
    </Link>
  );
}
