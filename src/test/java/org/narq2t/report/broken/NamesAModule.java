package org.narq2t.report.broken;

import org.narq2t.strategy.local.LocalSearch;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record NamesAModule(LocalSearch strategy) {}
