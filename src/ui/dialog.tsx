"use client";

import { type ReactNode, type RefObject, useId, useRef } from "react";
import { Button, type ButtonVariant } from "./button.tsx";
import { CloseDialog } from "./form-context.tsx";
import type { IconName } from "./icon.tsx";
import { useUiWords } from "./words.tsx";

export type DialogProps = {
  /** The button that opens it. */
  trigger: ReactNode;
  triggerVariant?: ButtonVariant;
  triggerIcon?: IconName;
  title: string;
  /** Content; a function is given `close`. */
  children: ReactNode | ((close: () => void) => ReactNode);
  wide?: boolean;
};

function Panel({
  box,
  titleId,
  title,
  wide,
  close,
  children,
}: {
  box: RefObject<HTMLDialogElement | null>;
  titleId: string;
  title: string;
  wide?: boolean;
  close: () => void;
  children: ReactNode;
}) {
  const words = useUiWords();
  return (
    <dialog
      ref={box}
      id={`${titleId}-box`}
      popover="auto"
      aria-labelledby={titleId}
      className={`dialog ${wide ? "dialog-wide" : ""}`}
    >
      <h2 id={titleId} className="me-10 mb-3 pt-1 text-base">
        {title}
      </h2>
      <CloseDialog value={close}>{children}</CloseDialog>
      {/* Last in order, so that the focus starts at the task itself. */}
      <div className="absolute end-3 top-3">
        <Button
          variant="quiet"
          icon="close"
          iconOnly
          onClick={close}
          popoverTarget={`${titleId}-box`}
          popoverTargetAction="hide"
        >
          {words.close}
        </Button>
      </div>
    </dialog>
  );
}

/**
 * A task that keeps its page behind it: modal, closed by Escape, the focus goes back to its button. Before JavaScript
 * has loaded it opens as a popover.
 */
export function Dialog({ trigger, triggerVariant, triggerIcon, title, children, wide }: DialogProps) {
  const titleId = useId();
  const box = useRef<HTMLDialogElement>(null);
  function close() {
    if (box.current?.matches(":popover-open")) box.current.hidePopover();
    box.current?.close();
  }
  return (
    <>
      <Button
        variant={triggerVariant}
        icon={triggerIcon}
        aria-haspopup="dialog"
        popoverTarget={`${titleId}-box`}
        onClick={(event) => {
          event.preventDefault();
          if (!box.current?.open) box.current?.showModal();
        }}
      >
        {trigger}
      </Button>
      <Panel box={box} titleId={titleId} title={title} wide={wide} close={close}>
        {typeof children === "function" ? children(close) : children}
      </Panel>
    </>
  );
}
