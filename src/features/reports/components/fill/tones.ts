export const TONES = { error: "bad", warning: "warn", info: "info" } as const;
