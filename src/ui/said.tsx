"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { useUiWords } from "./words.tsx";

/** Takes the sentence that an action has left for this page. Under https no other host can leave one: see `sayNext`. */
function takeSaid(): string | null {
  const safe = window.location.protocol === "https:";
  const name = safe ? "__Host-jijiao-said" : "jijiao-said";
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${name}=`));
  if (!found) return null;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not there on plain http, as in a demo
  document.cookie = `${name}=; path=/; max-age=0${safe ? "; secure" : ""}`;
  try {
    return decodeURIComponent(found.slice(name.length + 1));
  } catch {
    return null;
  }
}

/** Says something on top of the present page that no action has left there. */
export function say(sentence: string): void {
  window.dispatchEvent(new CustomEvent("said", { detail: sentence }));
}

/** What the last step has done, said once on top of the page, until the reader goes on. */
export function Said() {
  const words = useUiWords();
  const path = usePathname();
  const search = useSearchParams();
  const [said, setSaid] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every page that is gone to is looked at anew
  useEffect(() => setSaid(takeSaid()), [path, search]);
  useEffect(() => {
    const more = takeSaid(); // a step that stays on this page renders it anew
    if (more) setSaid(more);
  });
  useEffect(() => {
    const hear = (event: Event) => setSaid(String((event as CustomEvent).detail));
    window.addEventListener("said", hear);
    return () => window.removeEventListener("said", hear);
  }, []);
  return (
    <div role="status" className="said print:hidden">
      {said && (
        <div className="notice tone-good">
          <Icon name="good" className="notice-icon" />
          <p className="min-w-0 flex-1 text-ink">{said}</p>
          <Button variant="quiet" icon="close" iconOnly onClick={() => setSaid(null)}>
            {words.close}
          </Button>
        </div>
      )}
    </div>
  );
}
