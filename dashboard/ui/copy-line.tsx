import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';

/** A line to be taken elsewhere: a command, a link. Where the clipboard is barred, it can still be selected. */
export function CopyLine({ text }: { readonly text: string }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    // Over plain HTTP from another machine there is no clipboard.
    void Promise.resolve()
      .then(() => navigator.clipboard.writeText(text))
      .then(
        () => setCopied(true),
        () => undefined,
      );
  };
  return (
    <div className="copy-line">
      <code tabIndex={0}>{text}</code>
      <button type="button" className="round" aria-label={copied ? words.copied : words.copy} onClick={copy}>
        {copied ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />}
      </button>
    </div>
  );
}
