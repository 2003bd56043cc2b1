// A sheet of the phone: a dialog over the screen, which is inert meanwhile. Only the phone's screen: the lens beside it
// stays usable, so this is not a modal of the whole page.
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';

interface SheetProps {
  readonly title: string;
  /** Beside the title: a star, a switch. */
  readonly actions?: ReactNode;
  /** Above the title: icon, maker. */
  readonly lead?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ title, actions, lead, onClose, children }: SheetProps) {
  const words = useWords();
  const ref = useRef<HTMLElement>(null);
  // Who had the focus before anything of the sheet took it.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const sheet = ref.current;
    // A field that asks for the focus itself keeps it.
    if (sheet && !sheet.contains(document.activeElement)) sheet.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [before]);
  // A control that is disabled while it has the focus loses it to the body: Escape must close all the same.
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.target === document.body) onClose();
    };
    document.addEventListener('keydown', escape);
    return () => document.removeEventListener('keydown', escape);
  }, [onClose]);
  return (
    <div className="sheet-host">
      <div className="scrim" onClick={onClose} aria-hidden="true" />
      <section
        ref={ref}
        className="sheet"
        role="dialog"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
        }}
      >
        <div className="sheet-head">
          {lead}
          <h2>{title}</h2>
          <div className="sheet-actions">
            {actions}
            <button type="button" className="round" aria-label={words.close} onClick={onClose}>
              <X size={20} aria-hidden="true" />
            </button>
          </div>
        </div>
        <div className="sheet-body">{children}</div>
      </section>
    </div>
  );
}
