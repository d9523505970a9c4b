/** What a check of the configuration found; `fail` is what the install does not work or is not safe with. */
export type Finding = { verdict: "ok" | "warn" | "fail"; text: string };

export const ok = (text: string): Finding => ({ verdict: "ok", text });
export const warn = (text: string): Finding => ({ verdict: "warn", text });
export const fail = (text: string): Finding => ({ verdict: "fail", text });
