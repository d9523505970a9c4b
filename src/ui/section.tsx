import { type ReactNode, useId } from "react";

type SectionProps = {
  title: ReactNode;
  /** Anchor for links into the page. */
  id?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
  children: ReactNode;
};

function Heading({ level, id, children }: { level: 2 | 3; id: string; children: ReactNode }) {
  const look = "text-base leading-6";
  if (level === 3) {
    return (
      <h3 id={id} className={look}>
        {children}
      </h3>
    );
  }
  return (
    <h2 id={id} className={look}>
      {children}
    </h2>
  );
}

function Head({ title, lead, actions, level = 2, headingId }: Omit<SectionProps, "children"> & { headingId: string }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <Heading level={level} id={headingId}>
          {title}
        </Heading>
        {lead && <p className="max-w-[75ch] text-muted">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
    </div>
  );
}

/** A part of a page under its own heading, without a frame. */
export function Section({ children, id, ...head }: SectionProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="mb-8 space-y-3">
      <Head {...head} headingId={headingId} />
      {children}
    </section>
  );
}

/** A part of a page inside a frame; `flush` lets a table or list touch the frame. */
export function Card({ children, id, flush, ...head }: SectionProps & { flush?: boolean }) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="card">
      <div className="card-head">
        <Head {...head} headingId={headingId} />
      </div>
      <div className={flush ? "card-flush" : "card-body"}>{children}</div>
    </section>
  );
}
