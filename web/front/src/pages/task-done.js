// After a task: nothing of its form stays in the browser.
