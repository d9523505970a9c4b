import { type NextRequest, NextResponse } from "next/server";
import { FILE_PATHS, INERT } from "#lib/inert.ts";

const METHODS = new Set(["GET", "HEAD", "POST"]);

/** Sets the content policy with a fresh nonce, or that of files, which a route of its own could not. Rights are never decided here. */
export function proxy(request: NextRequest): NextResponse {
  if (!METHODS.has(request.method))
    return new NextResponse(null, { status: 405, headers: { allow: [...METHODS].join(", ") } });
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const https = process.env.APP_URL?.startsWith("https:") ?? false;
  const { pathname } = request.nextUrl;
  const policy = FILE_PATHS.all.test(pathname) ? INERT : contentPolicy(nonce, https);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (!FILE_PATHS.open.test(pathname)) response.headers.set("cache-control", "private, no-store");
  if (https) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

function contentPolicy(nonce: string, https: boolean): string {
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

// Only the files of the build itself go without: a name that merely begins like one of them is a page.
export const config = { matcher: [{ source: "/((?!_next/static/|favicon\\.ico$|icon\\.svg$).*)" }] };
