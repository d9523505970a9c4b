/** Text as PostgreSQL keeps it: a sign that stands for them in place of NULs and half characters, of the same length. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}
