/** NARQ2T with an operator for a token, for few labels. */
package org.narq2t.predictor.tokens;
