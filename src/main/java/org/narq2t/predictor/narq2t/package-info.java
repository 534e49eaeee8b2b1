/** The paper's predictor, NARQ2T (Sec. III, Algorithms 2 and 3). */
package org.narq2t.predictor.narq2t;
