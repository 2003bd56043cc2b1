import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/controls.css';
import './styles/home.css';
import './styles/tile.css';
import './styles/sheet.css';
import './styles/figures.css';
import './styles/cards.css';
import './styles/pages.css';
import './styles/adding.css';
import './styles/faults.css';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { applySettings } from './state/settings.ts';
import { start } from './wire/hub.ts';

/** The reference at /docs is a page of its own, read without the phone. */
const Reference = lazy(() => import('./reference/reference-page.tsx').then((module) => ({ default: module.ReferencePage })));
const isReference = /^\/docs\/?$/.test(location.pathname);

applySettings();
if (!isReference) void start();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      {isReference ? (
        <Suspense>
          <Reference />
        </Suspense>
      ) : (
        <App />
      )}
    </StrictMode>,
  );
}
