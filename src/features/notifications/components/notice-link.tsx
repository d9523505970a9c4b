"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";

/** A link to what a notice is about; once it is opened, here or in another tab, the notice is read. */
export function NoticeLink({
  id,
  href,
  unread,
  children,
}: {
  id: string;
  href: string;
  unread: boolean;
  children: ReactNode;
}) {
  const router = useRouter();
  const open = async () => {
    if (!unread) return;
    const request = {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ids: [id] }),
    };
    const answer = await fetch("/api/notifications/read", request).catch(() => null);
    if (answer?.ok) router.refresh();
  };
  return (
    <Link href={href} prefetch={false} onClick={open} onAuxClick={open} className="row-link">
      {children}
    </Link>
  );
}
