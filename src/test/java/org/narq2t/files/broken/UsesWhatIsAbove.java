package org.narq2t.files.broken;

import org.narq2t.space.Task;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record UsesWhatIsAbove(Task task) {}
