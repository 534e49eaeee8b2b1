/** A Gaussian process over what cells compute. */
package org.narq2t.predictor.gp;
