import { createContext, useContext } from 'react';
import { speechOf, type Speech } from './speech.ts';

/** The language of the lens, for its parts: the lens gets it as a property and reads nothing of the phone's state. */
export const SpeechContext = createContext<Speech>(speechOf('en'));
export const useSpeech = (): Speech => useContext(SpeechContext);
