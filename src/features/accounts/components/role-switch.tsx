"use client";

import Link from "next/link";
import { type SubmitEvent, useActionState, useEffect, useRef, useState } from "react";
import { Icon } from "#ui/icon.tsx";
import { mayLeave } from "#ui/unsaved-guard.tsx";
import { switchMembership } from "../actions.ts";

type Role = { id: string; label: string; present: boolean };
type Words = { title: string; other: string };

/**
 * The other roles of whoever is signed in, in the account menu: one press to be another of them, at its home page. They
 * are asked for when the menu is first opened; until then, and where that fails, a link leads to the account.
 */
export function RoleSwitch({ address, words }: { address: string; words: Words }) {
  const [roles, setRoles] = useState<Role[] | null>(null);
  const [state, dispatch, pending] = useActionState(switchMembership, {});
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const menu = place.current?.closest("[popover]");
    const onToggle = async (event: Event) => {
      if ((event as ToggleEvent).newState !== "open") return;
      const response = await fetch(address).catch(() => null);
      if (response?.ok) setRoles(((await response.json()) as { roles: Role[] }).roles);
    };
    menu?.addEventListener("beforetoggle", onToggle);
    return () => menu?.removeEventListener("beforetoggle", onToggle);
  }, [address]);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    if (pending || !mayLeave()) event.preventDefault();
  };
  if (roles !== null && roles.length < 2) return <div ref={place} />;
  return (
    <div ref={place} className="mb-1 border-b border-line pb-1">
      {roles === null ? (
        <Link href="/account#roles" prefetch={false} className="menu-item">
          <Icon name="people" size={18} />
          {words.other}
        </Link>
      ) : (
        <form action={dispatch} onSubmit={onSubmit} aria-label={words.title}>
          <p className="px-2 py-1 text-xs text-muted">{words.title}</p>
          {roles.map(({ id, label, present }) => (
            <button
              key={id}
              type="submit"
              name="membershipId"
              value={id}
              aria-pressed={present}
              disabled={present}
              className="menu-item whitespace-normal"
            >
              {label}
            </button>
          ))}
          {state.message && !state.done && (
            <p role="alert" className="px-2 py-1 font-semibold text-bad">
              {state.message}
            </p>
          )}
        </form>
      )}
    </div>
  );
}
