import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

/** A modal dialog: the browser's own, which keeps the focus and gives it back. */
export function Dialog({ label, className, onClose, children }: { readonly label: string; readonly className: string; readonly onClose: () => void; readonly children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement;
    element.showModal();
    return () => {
      if (element.open) element.close();
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog ref={dialog} className={`dialog ${className}`} aria-label={label} onCancel={(event) => { event.preventDefault(); onClose(); }} onClick={(event) => { if (event.target === dialog.current) onClose(); }}>
      {children}
    </dialog>
  );
}
