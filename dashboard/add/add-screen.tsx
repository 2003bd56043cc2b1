// What is nearby and asks to join.
import { BadgeCheck, ChevronRight, ShieldAlert } from 'lucide-react';
import { makerName, useWords } from '../language/dictionary.ts';
import { useNearby } from '../home/nearby-card.tsx';
import { useHome, useRole } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { CopyLine } from '../ui/copy-line.tsx';
import { KindIcon } from '../ui/icon.tsx';
import { go } from '../use-route.ts';
import { useDeviceCommand } from './device-command.ts';

export function AddScreen() {
  const words = useWords();
  const language = useLanguage();
  const role = useRole();
  const nearby = useNearby();
  const command = useDeviceCommand();
  const isAway = useHome((home) => home.connection !== 'online');
  const openness = useHome((home) => home.info?.openness);
  if (role === 'guest') {
    return (
      <div className="screen">
        <h1>{words.addTitle}</h1>
        <p className="quiet-note">{words.addGuest}</p>
      </div>
    );
  }
  return (
    <div className="screen">
      <h1>{words.addTitle}</h1>
      <p className="lead">{words.addLead}</p>
      {nearby.length > 0 && (
        <ul className="list">
          {nearby.map((device) => {
            const isWelcome = device.admitted || openness === 'open';
            const maker = makerName(device.vendor);
            return (
              <li key={device.serial}>
                <button type="button" className="list-item" disabled={isAway} onClick={() => go({ screen: 'add', serial: device.serial })}>
                  <span className="tile-icon">
                    <KindIcon kind={device.category} />
                  </span>
                  <span className="list-text">
                    <b>{device.title[language]}</b>
                    <small>{maker}</small>
                    <small>{device.serial}</small>
                  </span>
                  <span className="badge" data-good={isWelcome || undefined}>
                    {device.admitted ? <BadgeCheck size={15} aria-hidden="true" /> : <ShieldAlert size={15} aria-hidden="true" />}
                    {device.admitted ? words.admitted : words.notAdmitted}
                  </span>
                  <ChevronRight size={18} aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <div className="searching" role="status">
        <i className="radar" aria-hidden="true" />
        <span>{isAway ? words.notWhileAway : nearby.length > 0 ? words.searching : words.nothingNearby}</span>
      </div>
      {nearby.length === 0 && (
        <div className="card">
          <p>{words.nothingNearbyHelp}</p>
          <CopyLine text={command} />
        </div>
      )}
    </div>
  );
}
