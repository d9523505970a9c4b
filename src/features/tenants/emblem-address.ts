/** Where anybody finds a city's emblem. */
export function emblemAddress(slug: string, emblem: string): string {
  return `/c/${slug}/emblem/${emblem}`;
}
