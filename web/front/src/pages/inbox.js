// The inbox in the hand: selection, keys, deeds done without leaving the list, and what has changed meanwhile.
import { startDeeds } from '../inbox/deeds.js';
import { startPlace } from '../inbox/place.js';
import { startNews } from '../inbox/news.js';
import { startPicking } from '../inbox/picking.js';

startPicking();
startDeeds();
startNews();
startPlace();
