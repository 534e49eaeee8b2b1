/**
 * Reading configurations: YAML that keeps the line of each key ({@code YamlLayer}), values that
 * cannot be ({@link org.narq2t.configuration.Impossible}), and the difference of two records of
 * settings.
 *
 * <p>It knows no setting by name and uses no other package of narq2t.
 */
package org.narq2t.configuration;
