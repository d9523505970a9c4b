"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from "react";
import { Icon } from "./icon.tsx";
import { mayLeave } from "./unsaved-guard.tsx";

export type PaletteWords = {
  open: string;
  label: string;
  placeholder: string;
  none: string;
  failed: string;
  /** '6 found', with `{count}` where the number stands. */
  count: string;
  close: string;
  /** How to move, go and leave, for those who see it. */
  keys: string;
  groups: Record<string, string>;
};

export type PaletteProps = { address: string; words: PaletteWords; onClose: () => void };

type Item = { label: string; detail: string; href: string };
type Group = { key: string; found: Item[] };
type State = { groups: Group[]; failed: boolean; asked: string | null };

const PAUSE_MS = 120;
const INPUT_METHOD = 229;

/** Asks the address for what the letters mean; the answer to earlier letters never replaces that to later ones. */
function useFound(address: string) {
  const [state, setState] = useState<State>({ groups: [], failed: false, asked: null });
  const asking = useRef<{ stop: AbortController; timer: ReturnType<typeof setTimeout> } | null>(null);
  const ask = (q: string, after = PAUSE_MS) => {
    asking.current?.stop.abort();
    clearTimeout(asking.current?.timer);
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`${address}?q=${encodeURIComponent(q)}`, { signal: stop.signal });
        if (!response.ok) throw new Error(String(response.status));
        const { groups } = (await response.json()) as { groups: Group[] };
        setState({ groups, failed: false, asked: q });
      } catch {
        if (!stop.signal.aborted) setState({ groups: [], failed: true, asked: q });
      }
    }, after);
    asking.current = { stop, timer };
  };
  return { state, ask };
}

/**
 * Finds pages, records and things to do, and goes there: a dialog with a combobox, whole by keyboard. Arrows choose,
 * Enter goes (with Ctrl in a new tab), Escape leaves and gives the focus back.
 */
export function Palette({ address, words, onClose }: PaletteProps) {
  const router = useRouter();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const { state, ask } = useFound(address);
  const typed = useRef("");
  /** Enter was pressed before the answer to the last letters had come. */
  const awaited = useRef<"here" | "apart" | null>(null);
  const [at, setAt] = useState(0);
  const items = state.groups.flatMap(({ found }) => found);
  const chosen = Math.min(at, items.length - 1);
  const optionId = (item: Item | undefined) => `${id}-${encodeURIComponent(`${item?.href} ${item?.label}`)}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once, when it appears
  useEffect(() => {
    box.current?.showModal();
    ask("", 0);
  }, []);
  useEffect(() => {
    document.getElementById(optionId(items[chosen]))?.scrollIntoView({ block: "nearest" });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every answer
  useEffect(() => {
    if (awaited.current === null || state.asked !== typed.current) return;
    const apart = awaited.current === "apart";
    awaited.current = null;
    go(state.groups[0]?.found[0], apart);
  }, [state]);

  const go = (item: Item | undefined, apart: boolean) => {
    if (!item || (!apart && !mayLeave())) return;
    box.current?.close();
    if (apart) window.open(item.href, "_blank", "noopener");
    else router.push(item.href);
  };
  const onEnter = (apart: boolean) => {
    if (state.asked === typed.current) go(items[chosen], apart);
    else awaited.current = apart ? "apart" : "here";
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The key belongs to an input method; Safari sends it when that has just ended.
    if (event.nativeEvent.isComposing || event.keyCode === INPUT_METHOD) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setAt((chosen + step + items.length) % items.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      onEnter(event.ctrlKey || event.metaKey);
    }
  };

  const found = items.length > 0 ? words.count.replace("{count}", String(items.length)) : words.none;
  const said = state.failed ? words.failed : state.asked === null ? "" : found;
  const onBackdrop = (event: MouseEvent<HTMLDialogElement>) => {
    if (event.target === event.currentTarget) box.current?.close();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog ref={box} className="palette" aria-label={words.label} onClose={onClose} onClick={onBackdrop}>
      <div className="palette-field">
        <Icon name="search" />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-label={words.label}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={items[chosen] && optionId(items[chosen])}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={100}
          placeholder={words.placeholder}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setAt(0);
            awaited.current = null;
            typed.current = event.target.value.trim();
            ask(typed.current);
          }}
        />
        <button type="button" className="bar-button" onClick={() => box.current?.close()}>
          <Icon name="close" />
          <span className="sr-only">{words.close}</span>
        </button>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={words.label} className="palette-list">
        {state.groups.map(({ key, found }, group) => {
          const before = state.groups.slice(0, group).reduce((count, one) => count + one.found.length, 0);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
            <div key={key} role="group" aria-labelledby={`${id}-${key}`}>
              <p id={`${id}-${key}`} className="palette-group">
                {words.groups[key]}
              </p>
              {found.map((item, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
                // biome-ignore lint/a11y/useFocusableInteractive: the same
                <div
                  key={optionId(item)}
                  id={optionId(item)}
                  role="option"
                  aria-selected={before + index === chosen}
                  className="palette-item"
                  onMouseMove={() => setAt(before + index)}
                  onClick={(event) => go(item, event.ctrlKey || event.metaKey)}
                >
                  <span className="truncate">{item.label}</span>
                  {item.detail && <span className="palette-detail">{item.detail}</span>}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      <p role="status" className={items.length > 0 ? "sr-only" : "palette-said"}>
        {said}
      </p>
      <p className="palette-keys" aria-hidden="true">
        {words.keys}
      </p>
    </dialog>
  );
}
