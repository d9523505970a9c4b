import type { Topic } from "./guides.ts";

/** Which part of the guide a page is about, by the route's beginning; the longest one that fits holds. */
export const PLACES: Record<string, Topic> = {
  "/": "week",
  "/account": "account",
  "/account/leave": "leave",
  "/audit": "trail",
  "/help": "start",
  "/jobs": "jobs",
  "/notifications": "notices",
  "/operator": "cities",
  "/reports": "fill",
  "/reports/burden": "burden",
  "/reports/campaigns": "board",
  "/reports/campaigns/new": "collect",
  "/reports/campaigns/[id]/published": "roll-up",
  "/reports/campaigns/[id]/roll-up": "roll-up",
  "/reports/campaigns/[id]/together": "together",
  "/reports/forms": "design",
  "/reports/forms/[id]": "fill",
  "/schools": "schools",
  "/schools/[id]/category": "register",
  "/schools/[id]/edit": "register",
  "/schools/[id]/link": "register",
  "/schools/[id]/merge": "register",
  "/schools/[id]/request": "ask",
  "/schools/[id]/split": "register",
  "/schools/changes": "decide",
  "/schools/imports": "import",
  "/schools/new": "register",
  "/schools/propose": "ask",
  "/settings": "city",
  "/settings/calendar": "years",
  "/settings/districts": "places",
  "/settings/ownerships": "places",
  "/settings/people": "people",
  "/settings/people/lists": "joiners",
  "/settings/rights": "rights",
  "/settings/school-years": "years",
  "/settings/sign-in": "provider",
  "/views": "views",
};

/** What stands in for a part that the guide of a role does not hold. */
const INSTEAD: Partial<Record<Topic, Topic>> = {
  board: "fill",
  collect: "board",
  decide: "ask",
  fill: "board",
  register: "schools",
  city: "people",
};

/**
 * The part of a role's guide that a page is about; null where it holds none.
 * @param path of the page, such as '/schools/0f3c…/edit'
 */
export function topicAt(path: string, held: readonly Topic[]): Topic | null {
  const fits = Object.keys(PLACES).filter((route) => isBelow(path, route));
  const route = fits.sort((a, b) => b.split("/").length - a.split("/").length || b.length - a.length)[0];
  let topic = route === undefined ? undefined : PLACES[route];
  for (let tries = 0; topic && !held.includes(topic) && tries < 3; tries += 1) topic = INSTEAD[topic];
  return topic && held.includes(topic) ? topic : null;
}

function isBelow(path: string, route: string): boolean {
  if (route === "/") return path === "/";
  const [own, wanted] = [path.split("/"), route.split("/")];
  return wanted.every((part, at) => own[at] !== undefined && (part.startsWith("[") || part === own[at]));
}
