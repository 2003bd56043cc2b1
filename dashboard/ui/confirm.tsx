// The question before something that cannot be undone.
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../language/dictionary.ts';

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly isBusy?: boolean;
  readonly isBlocked?: boolean;
  readonly error?: string | undefined;
  readonly children?: ReactNode;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function Confirm({
  title,
  text,
  confirmLabel,
  isBusy = false,
  isBlocked = false,
  error,
  children,
  onConfirm,
  onCancel,
}: ConfirmProps) {
  const words = useWords();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  // showModal makes the rest of the page inert, lens included: nothing else should happen before this is answered.
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      className="confirm"
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onCancel();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p id={`${id}-text`}>{text}</p>
      {children}
      <p className="problem" role="alert">
        {error}
      </p>
      <div className="confirm-buttons">
        <button type="button" className="button quiet" onClick={onCancel} disabled={isBusy}>
          {words.cancel}
        </button>
        <button type="button" className="button danger" onClick={onConfirm} disabled={isBusy || isBlocked}>
          {confirmLabel}
        </button>
      </div>
    </dialog>
  );
}
