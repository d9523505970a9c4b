import { cookies } from "next/headers";
import { cookieOptions } from "./session.ts";

/** Value of a cookie that the request carries. */
export async function readCookie(name: string): Promise<string | undefined> {
  return (await cookies()).get(name)?.value;
}

/** Sets a cookie that scripts cannot read, on this host alone. */
export async function setCookie(name: string, value: string, maxAgeSeconds?: number): Promise<void> {
  (await cookies()).set(name, value, cookieOptions(maxAgeSeconds));
}

export async function dropCookie(name: string): Promise<void> {
  (await cookies()).set(name, "", cookieOptions(0));
}
