// Nothing here yet: what to do next, and the button for it.
import { House } from 'lucide-react';
import { useDeviceCommand } from '../add/device-command.ts';
import { useWords } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';
import { CopyLine } from '../ui/copy-line.tsx';
import { go } from '../use-route.ts';

export function EmptyHome() {
  const words = useWords();
  const command = useDeviceCommand();
  const isGuest = useHome((home) => home.session?.role === 'guest');
  return (
    <section className="empty">
      <House size={40} strokeWidth={1.5} aria-hidden="true" />
      <h2>{words.emptyTitle}</h2>
      <p>{isGuest ? words.emptyGuest : words.emptyLead}</p>
      {!isGuest && (
        <>
          <button type="button" className="button" onClick={() => go({ screen: 'add' })}>
            {words.addDevice}
          </button>
          <h3>{words.addLamp}</h3>
          <p>{words.addLampHow}</p>
          <CopyLine text={command} />
        </>
      )}
    </section>
  );
}
