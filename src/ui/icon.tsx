/** Strokes on a 20 by 20 grid, drawn for this product. */
const paths = {
  home: "M3.5 9 10 3.5 16.5 9v7.5h-4.75V12h-3.5v4.5H3.5z",
  inbox: "M3 11.5 5.25 4h9.5L17 11.5v5H3zm0 0h4l1 2h4l1-2h4",
  school: "M3 16.5h14M5 16.5v-7h10v7M8.75 16.5V13h2.5v3.5M10 9.5V3.5h3.5v2H10",
  pupils:
    "M7.5 9a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5M2.5 16.5c0-3 2.2-4.75 5-4.75s5 1.75 5 4.75M12.75 4a2.5 2.5 0 0 1 0 4.75M14.25 12c2 .5 3.25 2.1 3.25 4.5",
  teacher:
    "M3 3.5h14v9h-6M6 10.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5M3 16.5V15c0-1.5 1.2-2.5 3-2.5s3 1 3 2.5v1.5M10.5 7H14",
  report: "M5 2.75h7L15.5 6v11.25H5zM11.75 3v3.25h3.5M7.5 9.5h5.5M7.5 12h5.5M7.5 14.5h3",
  inspect: "M9 14.25A5.25 5.25 0 1 0 9 3.75a5.25 5.25 0 0 0 0 10.5M12.8 12.8l4 4M6.75 9l1.6 1.6 3-3.1",
  policy: "M4 3.5h9.5v13H4zM13.5 6.5h3v8.25a1.75 1.75 0 0 1-3.5 0M6.5 7H11M6.5 10H11M6.5 13h2.5",
  growth: "M3 3.5v13h14M6 13l3.25-3.75L11.75 11 16 6M13 6h3v3",
  award: "M10 11.5a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5M7.25 10.75 6 17l4-2 4 2-1.25-6.25",
  programme: "M3.5 4h5.25v5.25H3.5zM11.25 4h5.25v5.25h-5.25zM3.5 11.25h5.25v5.25H3.5zM11.25 13.9h5.25M13.9 11.25v5.25",
  globe: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M3 10h14M10 3c2 2 2.9 4.3 2.9 7S12 15 10 17c-2-2-2.9-4.3-2.9-7S8 5 10 3",
  history: "M3.25 10A6.75 6.75 0 1 0 5.4 5.1L3.5 7M3.5 3.5V7H7M10 6.5V10l2.5 1.75",
  settings: "M3 6h7M14 6h3M3 14h3M10 14h7M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  building: "M4.5 16.5v-13h8v13M12.5 8h3v8.5M3 16.5h14M7 6.5h3M7 9.5h3M7 12.5h3",
  people: "M10 9.25a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 16.75c0-3.2 2.6-5 6-5s6 1.8 6 5",
  search: "M9 14.25A5.25 5.25 0 1 0 9 3.75a5.25 5.25 0 0 0 0 10.5M12.8 12.8l4 4",
  filter: "M3 5h14M5.5 10h9M8 15h4",
  sort: "M7 7.5 10 4.5l3 3M7 12.5l3 3 3-3",
  up: "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
  down: "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
  "chevron-down": "M5.5 8 10 12.5 14.5 8",
  "chevron-left": "M12 5.5 7.5 10l4.5 4.5",
  "chevron-right": "M8 5.5 12.5 10 8 14.5",
  plus: "M10 4v12M4 10h12",
  check: "M4.5 10.5 8.25 14.25 15.5 6",
  close: "M5 5l10 10M15 5 5 15",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  edit: "M4 16v-3L13 4l3 3-9 9zM11.25 5.75l3 3",
  trash: "M3.5 5.5h13M7.5 5.5V3.5h5v2M5 5.5l.75 11h8.5L15 5.5M8.5 8.5v5M11.5 8.5v5",
  undo: "M7 4 3.5 7.5 7 11M3.5 7.5h8.25a4.25 4.25 0 0 1 0 8.5H8",
  refresh: "M16 4.5V8h-3.5M4 15.5V12h3.5M15.6 8A6 6 0 0 0 5 6.4M4.4 12A6 6 0 0 0 15 13.6",
  send: "M3 10 17 3.5 13 17l-3-5.5zM10 11.5l7-8",
  stamp: "M7.5 3.5h5c.5 3-1 3.5-1 6h4v4h-11v-4h4c0-2.5-1.5-3-1-6M4 16.5h12",
  download: "M10 3.5v9M6 9l4 4 4-4M3.5 16.5h13",
  upload: "M10 13V4M6 7.5l4-4 4 4M3.5 16.5h13",
  print: "M5.5 8V3.5h9V8M5.5 14H3.5V8h13v6h-2M5.5 11.5h9v5h-9z",
  file: "M5 2.75h7L15.5 6v11.25H5zM11.75 3v3.25h3.5",
  link: "M8.5 11.5a3 3 0 0 0 4.25 0l3-3A3 3 0 0 0 11.5 4.25L10.25 5.5M11.5 8.5a3 3 0 0 0-4.25 0l-3 3a3 3 0 0 0 4.25 4.25l1.25-1.25",
  external: "M11 3.5h5.5V9M16.5 3.5 9 11M14 11.5v5H3.5V6h5",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M10 6v4l2.75 1.75",
  bell: "M5 13.5V9a5 5 0 0 1 10 0v4.5l1.25 1.25H3.75zM8.25 17h3.5",
  flag: "M5 17V3.5h10.5L13 7l2.5 3.5H5",
  lock: "M4.5 9h11v7.5h-11zM7 9V6.5a3 3 0 0 1 6 0V9",
  eye: "M2.5 10S5.25 5 10 5s7.5 5 7.5 5-2.75 5-7.5 5-7.5-5-7.5-5M10 12.25a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5",
  info: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M10 9.25v4M10 6.5h.01",
  good: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M6.75 10.25 9 12.5l4.25-4.75",
  warn: "M10 3.25 17.5 16.5h-15zM10 8v4M10 14.25h.01",
  bad: "M7 3h6l4 4v6l-4 4H7l-4-4V7zM10 6.5V11M10 13.5h.01",
  display: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M10 3v14M10 6.5l5.5-1.5M10 10h7M10 13.5l5.5 1.5",
  language: "M3 5h8M7 3v2M9.5 5C9 8.5 6.5 11 3.5 12M5 7.5c1 2 2.75 3.5 5 4.25M9.5 17l3.5-8 3.5 8M10.75 14.25h4.5",
  user: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 16.75c.5-3 2.9-4.5 6-4.5s5.5 1.5 6 4.5",
  "sign-out": "M11.5 3.5h-7v13h7M8.5 10h8.5M13.5 6.5 17 10l-3.5 3.5",
  chart: "M3 3.5v13h14M6.5 16.5v-5M10 16.5V7M13.5 16.5v-7.5",
  table: "M3 4h14v12H3zM3 8h14M8 8v8",
  book: "M10 5.5C8.5 4 6 3.5 3 3.5v12c3 0 5.5.5 7 2 1.5-1.5 4-2 7-2v-12c-3 0-5.5.5-7 2zM10 5.5v12",
  heart: "M10 16.5 4 10.5a3.75 3.75 0 0 1 6-4.5 3.75 3.75 0 0 1 6 4.5z",
  shield: "M10 2.75 16 5v5c0 3.5-2.5 6-6 7.5C6.5 16 4 13.5 4 10V5zM7.25 10 9.25 12l3.5-3.75",
} as const;

export type IconName = keyof typeof paths;

/** One icon. It is decoration: the words beside it, or the control's label, carry the meaning. `size` in px, 20 by default. */
export function Icon({ name, size = 20, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      <path d={paths[name]} strokeWidth={name === "more" ? 2.5 : undefined} />
    </svg>
  );
}
