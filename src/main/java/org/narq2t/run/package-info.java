/**
 * One run from its configuration to its result: {@link org.narq2t.run.Configurations} reads it,
 * {@link org.narq2t.run.Components} names the modules that there are, {@link
 * org.narq2t.run.Experiment} assembles them, has the {@link org.narq2t.loop.Loop} ask, look up and
 * fit, and judges what was found. Its folder is written and read here, those of earlier versions
 * and their logs too.
 *
 * <p>It uses neither the database nor what compares and reports runs, nor command line or web.
 */
package org.narq2t.run;
