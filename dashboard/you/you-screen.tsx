// You: how the phone looks, whose devices may join, who else holds a remote, rooms, and the way out.
import { ChevronRight, DoorOpen, GraduationCap, RotateCcw, UsersRound } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import type { YouPage } from '../routes.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { changeSettings, useSettings } from '../state/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { go } from '../use-route.ts';
import { Leave } from './leave.tsx';
import { OpennessCard } from './openness-card.tsx';
import { LessonsScreen } from './lessons-screen.tsx';
import { PeopleScreen } from './people-screen.tsx';
import { RoomsScreen } from './rooms-screen.tsx';
import { StartOverScreen } from './start-over-screen.tsx';
import { roleWords } from './roles.ts';

export function YouScreen({ page }: { readonly page: YouPage | undefined }) {
  switch (page) {
    case 'people':
      return <PeopleScreen />;
    case 'rooms':
      return <RoomsScreen />;
    case 'lessons':
      return <LessonsScreen />;
    case 'start-over':
      return <StartOverScreen />;
    case undefined:
      return <Overview />;
  }
}

function Overview() {
  const words = useWords();
  const role = useRole();
  const session = useHome((home) => home.session);
  return (
    <div className="screen">
      <h1>{words.you}</h1>
      {session && (
        <p className="you-name">
          <span className="avatar" aria-hidden="true">
            {[...session.name][0]?.toUpperCase()}
          </span>
          <span>
            <b>{session.name}</b>
            <small>{roleWords(session.role, words).name}</small>
          </span>
        </p>
      )}
      <AppearanceCard />
      <OpennessCard />
      <ul className="list">
        <Entry page="people" label={words.people} Icon={UsersRound} />
        {role !== 'guest' && <Entry page="rooms" label={words.rooms} Icon={DoorOpen} />}
        {role === 'owner' && <Entry page="lessons" label={words.lessons} Icon={GraduationCap} />}
        {role === 'owner' && <Entry page="start-over" label={words.startOver} Icon={RotateCcw} />}
      </ul>
      <AboutCard />
      <Leave />
    </div>
  );
}

function Entry({ page, label, Icon }: { page: YouPage; label: string; Icon: typeof RotateCcw }) {
  return (
    <li>
      <button type="button" className="list-item" onClick={() => go({ screen: 'you', page })}>
        <Icon size={21} strokeWidth={1.8} aria-hidden="true" />
        <span className="list-text">
          <b>{label}</b>
        </span>
        <ChevronRight size={18} aria-hidden="true" />
      </button>
    </li>
  );
}

function AppearanceCard() {
  const words = useWords();
  const language = useSettings((settings) => settings.language);
  const theme = useSettings((settings) => settings.theme);
  return (
    <section className="card" aria-label={words.appearance}>
      <div className="row">
        <span className="row-label">{words.language}</span>
        <Segmented
          label={words.language}
          choices={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
          value={language}
          onChange={(next) => changeSettings({ language: next })}
        />
      </div>
      <div className="row">
        <span className="row-label">{words.theme}</span>
        <Segmented
          label={words.theme}
          choices={[
            { value: 'system', label: words.themeSystem },
            { value: 'light', label: words.themeLight },
            { value: 'dark', label: words.themeDark },
          ]}
          value={theme}
          onChange={(next) => changeSettings({ theme: next })}
        />
      </div>
    </section>
  );
}

function AboutCard() {
  const words = useWords();
  const info = useHome((home) => home.info);
  return (
    <section className="card" aria-label={words.about}>
      <h2>
        <span>{words.about}</span>
      </h2>
      <p className="hint">{words.aboutText}</p>
      <dl className="facts">
        <div>
          <dt>{words.homeName}</dt>
          <dd>{info?.home}</dd>
        </div>
        <div>
          <dt>{words.build}</dt>
          <dd>{info?.build}</dd>
        </div>
      </dl>
      <p>
        <a className="text-button" href="/docs">
          {words.reference}
        </a>
      </p>
    </section>
  );
}
