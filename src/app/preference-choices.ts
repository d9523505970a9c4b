export const CHOICES = {
  locale: ["zh-CN", "en"],
  theme: ["system", "light", "dark"],
  density: ["comfortable", "compact"],
} as const;

type Jar = { get(name: string): { value: string } | undefined };

/** The value if the preference of this name has it among its choices. */
export function choiceOf(name: string, value: unknown): string | undefined {
  const choices: readonly string[] = Object.hasOwn(CHOICES, name) ? CHOICES[name as keyof typeof CHOICES] : [];
  return choices.find((choice) => choice === value);
}

export function preferencesOf(jar: Jar): { theme: string; density: string } {
  const chosen = (name: "theme" | "density") => choiceOf(name, jar.get(name)?.value) ?? CHOICES[name][0];
  return { theme: chosen("theme"), density: chosen("density") };
}
