/** Trained results of a user's own images: each architecture is trained when it is asked for. */
package org.narq2t.evaluator.training;
