package org.narq2t.ray.broken;

import jep.Interpreter;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record KnowsJep(Interpreter interpreter) {}
