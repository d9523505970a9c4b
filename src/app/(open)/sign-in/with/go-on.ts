import type { Problem } from "#features/accounts/provider-sign-in.ts";

/** The sign-in page of a city, which says why nobody is signed in. */
export function signInPage(city: string, problem: Problem): string {
  return `/sign-in?${new URLSearchParams({ city, problem })}`;
}

/** Goes on by GET to a page of ours or of the provider. */
export function goOn(address: string): Response {
  return new Response(null, { status: 303, headers: { location: address, "cache-control": "no-store" } });
}
