// All projections. One more is a file of its own, a row here and a row in foreign-topics.ts.
import type { ProjectionName } from './foreign-topics.ts';
import { homeAssistant } from './home-assistant/home-assistant.ts';
import { homie } from './homie/homie.ts';
import type { Projection } from './projection.ts';

export const projections: Readonly<Record<ProjectionName, Projection>> = { homie, homeAssistant };
