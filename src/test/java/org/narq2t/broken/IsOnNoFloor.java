package org.narq2t.broken;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record IsOnNoFloor() {}
