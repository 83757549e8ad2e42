// Every page about a draft: says who is here.
import '../studio/presence.js';
