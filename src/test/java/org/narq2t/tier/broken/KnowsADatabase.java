package org.narq2t.tier.broken;

import java.sql.Connection;

/** Breaks a rule, for {@link org.narq2t.BrokenRulesTest}. */
public record KnowsADatabase(Connection connection) {}
