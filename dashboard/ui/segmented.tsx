import { useId } from 'react';
import type { ReactNode } from 'react';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T | undefined;
  readonly isDisabled?: boolean;
  /** `pills` wrap on several lines: for many or long choices. */
  readonly look?: 'segments' | 'pills';
  readonly onChange: (value: T) => void;
}

/** One of a few: native radio buttons under their labels; arrow keys move. */
export function Segmented<T extends string>({ label, choices, value, isDisabled = false, look = 'segments', onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div className={look} role="radiogroup" aria-label={label} data-disabled={isDisabled || undefined}>
      {choices.map((choice) => (
        <label key={choice.value} data-selected={choice.value === value || undefined}>
          <input type="radio" name={name} checked={choice.value === value} disabled={isDisabled} onChange={() => onChange(choice.value)} />
          <span>
            {choice.icon}
            {choice.label}
          </span>
        </label>
      ))}
    </div>
  );
}
