/** Contrast that text of usual size needs. Source: WCAG 2.2, 1.4.3. */
export const LEAST_CONTRAST = 4.5;

function channel(part: string): number {
  const value = Number.parseInt(part, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Contrast of a colour, `#rrggbb`, with the white that stands on it, 1 to 21. */
export function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [colour.slice(1, 3), colour.slice(3, 5), colour.slice(5, 7)].map(channel);
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  return 1.05 / (luminance + 0.05);
}
