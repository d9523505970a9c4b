"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const FIRST_MS = 700;
const SLOWEST_MS = 5000;

/** Asks for the page again, soon at first and ever more slowly, for as long as it is on it and the page is looked at. */
export function KeepFresh() {
  const router = useRouter();
  useEffect(() => {
    let wait = FIRST_MS;
    let timer = setTimeout(look, wait);
    function look() {
      if (document.visibilityState === "visible") router.refresh();
      wait = Math.min(SLOWEST_MS, wait * 1.25);
      timer = setTimeout(look, wait);
    }
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
