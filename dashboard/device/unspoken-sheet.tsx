// A device that was paired and left before it described itself: nothing to control, but it can be waited for, or removed.
import { MessageCircleOff } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import { useRole } from '../state/home-store.ts';
import { KindIcon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { RemoveDevice } from './remove-device.tsx';

interface UnspokenSheetProps {
  readonly did: string;
  readonly name: string;
  readonly category: string;
  readonly onClose: () => void;
}

export function UnspokenSheet({ did, name, category, onClose }: UnspokenSheetProps) {
  const words = useWords();
  const role = useRole();
  return (
    <Sheet
      title={name}
      lead={
        <span className="tile-icon lead">
          <KindIcon kind={category} size={22} />
        </span>
      }
      onClose={onClose}
    >
      <section className="explained">
        <MessageCircleOff size={24} strokeWidth={1.8} aria-hidden="true" />
        <div>
          <b>{words.notSpoken}</b>
          <p>{words.notSpokenHelp}</p>
        </div>
      </section>
      {role !== 'guest' && <RemoveDevice did={did} name={name} onRemoved={onClose} />}
    </Sheet>
  );
}
