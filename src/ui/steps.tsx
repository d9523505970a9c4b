import { Icon } from "./icon.tsx";
import { TextLink } from "./link.tsx";

export type Step = { label: string; state: "done" | "now" | "later"; href?: string };

/**
 * Progress of a task of several steps. `label` names the list; `words` say the states to those who do not see them
 * ('Done', 'Now', 'Not yet').
 */
export function Steps({ label, items, words }: { label: string; items: Step[]; words: Record<Step["state"], string> }) {
  return (
    <ol aria-label={label} className="steps">
      {items.map((step, index) => (
        <li
          key={step.label}
          className={`step step-${step.state}`}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span className="step-mark" aria-hidden="true">
            {step.state === "done" ? <Icon name="check" size={14} /> : index + 1}
          </span>
          <span>
            {step.href ? (
              <TextLink href={step.href} plain>
                {step.label}
              </TextLink>
            ) : (
              step.label
            )}
            <span className="sr-only"> ({words[step.state]})</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
