const BROWSERS: readonly [name: string, sign: RegExp][] = [
  ["Edge", /Edg/],
  ["Opera", /OPR/],
  ["QQ", /QQBrowser/],
  ["360", /QIHU|360SE|360EE/],
  ["WeChat", /MicroMessenger/],
  ["Firefox", /Firefox/],
  ["Chrome", /Chrom(e|ium)/],
  ["Safari", /Safari/],
];
const SYSTEMS: readonly [name: string, sign: RegExp][] = [
  ["HarmonyOS", /HarmonyOS|OpenHarmony/],
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS/],
  ["Linux", /Linux/],
];

/** 'Edge, Windows': enough for somebody to know their own device again; empty where it does not say. */
export function browserName(userAgent: string): string {
  const first = (list: readonly [string, RegExp][]) => list.find(([, sign]) => sign.test(userAgent))?.[0];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(", ");
}
