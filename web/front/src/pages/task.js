// The page of a task.
import '../forms/live.js';
