/** What the application's login may become inside a transaction, and nothing else. */
export const PORTAL_ROLES = [
  "portal_section",
  "portal_unit",
  "portal_admin",
  "portal_operator",
  "portal_public",
  "portal_door",
  "portal_job",
  "portal_queue",
  "portal_nobody",
] as const;
