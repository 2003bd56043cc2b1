import { ChevronLeft } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import type { YouPage } from '../routes.ts';
import { close } from '../use-route.ts';

/** The title of a page below You, with the way back. */
export function PageHead({ page, title }: { readonly page: YouPage; readonly title: string }) {
  const words = useWords();
  return (
    <div className="page-head">
      <button type="button" className="round" aria-label={words.back} onClick={() => close({ screen: 'you', page })}>
        <ChevronLeft size={22} aria-hidden="true" />
      </button>
      <h1>{title}</h1>
    </div>
  );
}
