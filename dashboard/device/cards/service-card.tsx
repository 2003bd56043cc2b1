import { createElement } from 'react';
import type { ServiceProps } from '../service-card.tsx';
import { cardFor } from './fine-cards.ts';

/** The card of a service: a fine one where its type has one. */
export const ServiceCard = (props: ServiceProps) => createElement(cardFor(props.service), props);
