import { expect, test } from "@playwright/test";
import { address, be, choose, expectAccessible, type Language } from "./people.ts";
import { addressOf, PLACES } from "./places.ts";

const LOOKS: { language: Language; theme: "light" | "dark"; width: number }[] = [
  { language: "en", theme: "light", width: 1440 },
  { language: "zh-CN", theme: "dark", width: 390 },
];

const visits = PLACES.flatMap((place) => [
  { place, tenant: "qinghe" },
  ...(place.empty ? [{ place, tenant: "hong-kong" }] : []),
]);

for (const { language, theme, width } of LOOKS) {
  test(`every place is accessible, fits its window and complains of nothing (${language}, ${theme}, ${width})`, async ({
    browser,
  }) => {
    test.setTimeout(600_000);
    const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(`${page.url()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
    for (const { place, tenant } of visits) {
      const url = await addressOf(place, tenant);
      if (url === null) continue;
      await be(context, place.as, tenant);
      await choose(context, language, theme);
      const response = await page.goto(address() + url);
      expect(response?.status(), url).toBe(200);
      await expect(page.getByRole("heading", { level: 1 }), url).toHaveCount(1);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${url} is wider than its window`).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
    await context.close();
    expect(complaints).toEqual([]);
  });
}
