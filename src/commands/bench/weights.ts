import http from "node:http";
import { chromium } from "@playwright/test";
import { BROWSER_ARGS, findBrowser } from "../browser.ts";

/** Bytes of the scripts that a page asks for in its first answer, as they come over the wire. */
export async function firstLoad(origin: string, path: string, cookie: string): Promise<number> {
  const html = await (await fetch(`${origin}${path}`, { headers: { cookie } })).text();
  const sources = [...html.matchAll(/<script\b[^>]*>/g)].flatMap(([tag]) => {
    const source = /\bsrc="([^"]+)"/.exec(tag)?.[1];
    return source && !/\bnomodule\b/i.test(tag) ? [source.replaceAll("&amp;", "&")] : [];
  });
  const weights = [...new Set(sources)].map((source) => compressed(`${origin}${source}`));
  return (await Promise.all(weights)).reduce((sum, bytes) => sum + bytes, 0);
}

/** fetch undoes the compression, so the length is taken from the stream of a request that does not. */
function compressed(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
        let bytes = 0;
        response.on("data", (part: Buffer) => {
          bytes += part.length;
        });
        response.on("end", () => resolve(bytes));
        response.on("error", reject);
      })
      .on("error", reject);
  });
}

const QUIET_MS = 500;

/** Bytes over the wire when a reader goes from one page to the next by a link, having been on both before. */
export async function repeatNavigation(origin: string, cookie: string, from: string, to: string): Promise<number> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  try {
    const context = await browser.newContext({ baseURL: origin });
    const cookies = cookie.split("; ").map((one) => one.split("="));
    await context.addCookies(cookies.map(([name = "", ...value]) => ({ name, value: value.join("="), url: origin })));
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    let bytes = 0;
    await wire.send("Network.enable");
    wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    const quiet = async () => {
      for (let before = -1; before !== bytes; ) {
        before = bytes;
        await page.waitForTimeout(QUIET_MS);
      }
    };
    const go = async (path: string) => {
      await page.locator(`nav a[href="${path}"]`).first().click();
      await page.waitForURL((url) => url.pathname === path);
      await quiet();
    };
    await page.goto(from, { waitUntil: "networkidle" });
    await go(to);
    await go(from);
    bytes = 0;
    await go(to);
    return bytes;
  } finally {
    await browser.close();
  }
}
