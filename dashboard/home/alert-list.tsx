// What is wrong, since when; a tap leads to the device.
import { BellDot, Info, OctagonAlert } from 'lucide-react';
import { wordAlert } from '../language/alert-words.ts';
import { deviceName, useWords } from '../language/dictionary.ts';
import { formatAgo } from '../language/format.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { useNow } from '../ui/use-now.ts';
import { go } from '../use-route.ts';

const icons = { info: Info, warning: BellDot, alarm: OctagonAlert } as const;
const gravity = { alarm: 0, warning: 1, info: 2 } as const;

export function AlertList() {
  const words = useWords();
  const language = useLanguage();
  const now = useNow();
  const alerts = useHome((home) => home.alerts);
  const cards = useHome((home) => home.cards);
  const list = Object.values(alerts).sort((a, b) => gravity[a.level] - gravity[b.level] || b.since - a.since);
  if (list.length === 0) return null;
  return (
    <section className="alerts" aria-label={words.alerts}>
      {list.slice(0, 20).map((alert) => {
        const Icon = icons[alert.level];
        const card = cards[alert.did];
        const text = wordAlert(alert, language);
        return (
          <button
            key={`${alert.did}/${alert.id}`}
            type="button"
            className="alert"
            data-level={alert.level}
            onClick={() => go({ screen: 'device', did: alert.did })}
          >
            <Icon size={20} aria-hidden="true" />
            <span>
              <b>{text}</b>
              <small>
                {[
                  card && deviceName(card, language),
                  words.since(formatAgo(alert.since, now, language)),
                  alert.count > 1 ? words.times(alert.count) : undefined,
                ]
                  .filter((part) => part !== undefined)
                  .join(' · ')}
              </small>
              {text !== alert.message && alert.say === undefined && (
                <small className="alert-detail" lang="en">
                  {alert.message}
                </small>
              )}
            </span>
          </button>
        );
      })}
    </section>
  );
}
