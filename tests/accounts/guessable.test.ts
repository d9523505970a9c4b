import { expect, test } from "vitest";
import { passwordProblem } from "#features/accounts/guessable.ts";

const about = ["Li Hua", "lihua", "example.test", "Qinghe City", "清河市", "北区", "Qinghe No. 3 Primary School"];

test.each([
  ["fourteen chars", "signIn.passwordShort"],
  ["passwordpassword1", "signIn.passwordGuessable"],
  ["aaaaaaaaaaaaaaaaaaaa", "signIn.passwordGuessable"],
  ["1234567890123456789", "signIn.passwordGuessable"],
  ["qwertyuiopasdfghjkl", "signIn.passwordGuessable"],
  ["Li Hua Qinghe City 2026", "signIn.passwordGuessable"],
  ["清河市清河市清河市清河市清河市2026", "signIn.passwordGuessable"],
  ["jijiao-jijiao-jijiao", "signIn.passwordGuessable"],
  ["abababababababab", "signIn.passwordGuessable"],
  ["ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ", "signIn.passwordGuessable"],
  ["seven violet herons at dawn", null],
  ["春眠不觉晓处处闻啼鸟夜来风雨声", null],
  ["x7#Kq!v9Zr$2mW@p", null],
  ["🦆 quacks loudly 🌊", null],
])("alone: %s → %s", (password, key) => {
  expect(passwordProblem(password, { hasCode: false, about })?.key ?? null).toBe(key);
});

test.each([
  ["seven", "signIn.passwordShort"],
  ["password", "signIn.passwordGuessable"],
  ["violet herons", null],
])("beside a one-time code: %s → %s", (password, key) => {
  expect(passwordProblem(password, { hasCode: true, about })?.key ?? null).toBe(key);
});
