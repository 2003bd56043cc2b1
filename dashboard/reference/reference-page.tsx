// The reference at /docs: what docs/protocol.md says in tables, with examples from this home. Reading it needs nobody's leave.
import { useEffect, useMemo, useState } from 'react';
import { House, Search } from 'lucide-react';
import { changeSettings, useLanguage } from '../state/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Article } from './articles.tsx';
import { entriesOf, search, sections } from './entries.ts';
import type { Entry } from './entries.ts';
import { startLive, useLive } from './live.ts';
import { MayI } from './may-i.tsx';
import { useReferenceWords } from './use-words.ts';
import './reference.css';

let isStarted = false;

export function ReferencePage() {
  const words = useReferenceWords();
  const specs = useLive((live) => live.specs);
  const entries = useMemo(() => entriesOf(specs), [specs]);
  const [query, setQuery] = useState('');
  const found = useMemo(() => search(entries, query), [entries, query]);
  useEffect(() => {
    document.title = `Omnihome · ${words.title}`;
  }, [words]);
  useEffect(() => {
    if (isStarted) return;
    isStarted = true;
    void startLive();
    // The browser looked for the anchor before it was there.
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, []);
  const groups = sections.map((section) => ({ section, list: found.filter((entry) => entry.section === section) }));
  return (
    <div className="reference">
      <header className="ref-head">
        <a className="round" href="/" aria-label={words.backHome}>
          <House size={22} aria-hidden="true" />
        </a>
        <label className="ref-search">
          <Search size={18} aria-hidden="true" />
          <input
            type="search"
            value={query}
            placeholder={words.search}
            aria-label={words.search}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
        <LanguageChoice />
      </header>
      <nav className="ref-nav" aria-label={words.sections}>
        <ul>
          {groups.map(({ section, list }) => (
            <li key={section} hidden={list.length === 0}>
              <a href={`#${section}`}>
                {words[section]} <small>{list.length}</small>
              </a>
              <ul>
                {list.map(({ id, title }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{title}</a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </nav>
      <main className="ref-main">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        <p className="hint">
          {words.documents}: <a href="/api/docs">OpenAPI</a> · <a href="/api/asyncapi.json">AsyncAPI</a>
        </p>
        <p className="hint" role="status">
          {found.length === 0 ? words.nothing : query.trim() === '' ? '' : words.found(found.length)}
        </p>
        {groups.map(
          ({ section, list }) =>
            (list.length > 0 || (section === 'types' && query.trim() === '')) && (
              <section key={section} aria-labelledby={section}>
                <h2 id={section}>{words[section]}</h2>
                {section === 'permissions' && query.trim() === '' && <MayI />}
                {list.length === 0 ? <NoTypes /> : list.map((entry) => <Card key={entry.id} entry={entry} />)}
              </section>
            ),
        )}
      </main>
    </div>
  );
}

function Card({ entry }: { readonly entry: Entry }) {
  const words = useReferenceWords();
  return (
    <article id={entry.id} className="card ref-card" aria-labelledby={`${entry.id}-title`}>
      <h3 id={`${entry.id}-title`}>
        <span lang="en">{entry.title}</span>
        <a href={`#${entry.id}`} aria-label={words.linkTo(entry.title)}>
          #
        </a>
      </h3>
      <Article subject={entry} />
    </article>
  );
}

function NoTypes() {
  const words = useReferenceWords();
  const isNobody = useLive((live) => live.session === null);
  return <p className="hint">{isNobody ? words.signIn : words.noneHere}</p>;
}

function LanguageChoice() {
  const words = useReferenceWords();
  const language = useLanguage();
  return (
    <Segmented
      label={words.language}
      choices={[
        { value: 'en', label: 'English' },
        { value: 'zh', label: '中文' },
      ]}
      value={language}
      onChange={(next) => changeSettings({ language: next })}
    />
  );
}
