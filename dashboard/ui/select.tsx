import { useId } from 'react';
import { ChevronDown } from 'lucide-react';

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly isDisabled?: boolean;
  /** The label is said, not shown: it stands beside already. */
  readonly isBare?: boolean;
  readonly onChange: (value: string) => void;
}

/** One of many: the system's own list, at home on every phone. */
export function Select({ label, value, options, isDisabled = false, isBare = false, onChange }: SelectProps) {
  const id = useId();
  return (
    <div className={isBare ? 'select bare' : 'field'}>
      {!isBare && <label htmlFor={id}>{label}</label>}
      <span className="select-box">
        <select
          id={id}
          aria-label={isBare ? label : undefined}
          value={value}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown size={18} aria-hidden="true" />
      </span>
    </div>
  );
}
