package org.narq2t.strategy.random.broken;

import org.narq2t.strategy.local.LocalSearch;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record UsesAnotherStrategy(LocalSearch strategy) {}
