import { play } from './play.mjs';

play({ width: 390, height: 780 });
