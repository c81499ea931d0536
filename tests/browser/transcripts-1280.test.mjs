import { play } from './play.mjs';

play({ width: 1280, height: 800 });
