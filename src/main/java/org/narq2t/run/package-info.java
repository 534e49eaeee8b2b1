/**
 * One run from its configuration to its result: {@link org.narq2t.run.Configurations} reads it,
 * {@link org.narq2t.run.Components} names the modules that there are, {@link
 * org.narq2t.run.Experiment} assembles them, lets the loop ask, look up and fit, and judges what
 * was found. Its folder and its log are written and read here, those of earlier versions too.
 *
 * <p>It uses neither the database nor what compares and reports runs, nor command line or web.
 */
package org.narq2t.run;
