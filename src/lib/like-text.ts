/** Text as it has to stand in a search by `contains`, so that '%', '_' and '\' mean themselves. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
