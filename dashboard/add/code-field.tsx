import { useEffect, useId, useRef, useState } from 'react';

interface CodeFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly isWrong: boolean;
  readonly onChange: (digits: string) => void;
}

/** Eight digits: one real input, drawn as eight places. Typing, pasting "1234-5678" and one-time-code filling all work. */
export function CodeField({ label, hint, value, isDisabled, isWrong, onChange }: CodeFieldProps) {
  const id = useId();
  const [hasFocus, setFocus] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // The button that was pressed is disabled while it pairs, and takes the focus with it: the next code is typed here.
  useEffect(() => {
    if (isWrong) input.current?.focus();
  }, [isWrong]);
  return (
    <div className="code">
      <label htmlFor={id}>{label}</label>
      <div className="code-box" data-focus={hasFocus || undefined} data-wrong={isWrong || undefined}>
        <div className="code-places" aria-hidden="true">
          {Array.from({ length: 8 }, (_, k) => (
            <span key={k} data-next={(hasFocus && k === Math.min(value.length, 7)) || undefined}>
              {value[k] ?? ''}
            </span>
          ))}
        </div>
        <input
          ref={input}
          id={id}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{8}"
          value={value}
          readOnly={isDisabled}
          aria-describedby={`${id}-hint`}
          aria-invalid={isWrong || undefined}
          autoFocus
          onFocus={() => setFocus(true)}
          onBlur={() => setFocus(false)}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, 8))}
        />
      </div>
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </div>
  );
}
