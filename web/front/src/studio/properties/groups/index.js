// The sections of the panel, in the order in which an analyst thinks of them.
import { general } from './general.js';

export const GROUPS = [general];
